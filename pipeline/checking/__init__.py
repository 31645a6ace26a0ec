"""What is wrong, double or doubtful in the coded passages."""
