"""No line of this software turns the content of a file into code."""

import ast
from collections.abc import Iterator

from pipeline.settings import PROJECT

MODULES = {"pickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle"}
CALLS = {"eval", "exec", "compile", "__import__"}
LOADS = {("joblib", "load"), ("yaml", "load"), ("pd", "read_pickle"), ("torch", "load")}


def risks(source: str) -> Iterator[str]:
    """What in a module could run what a file says."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names if name.name.partition(".")[0] in MODULES)
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in MODULES:
                yield module
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                yield name
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)) if (owner, name) in LOADS:
                yield f"{owner}.{name}"
            case ast.keyword(arg="allow_pickle" | "shell", value=ast.Constant(value=True)):
                yield "allowed"


def test_what_is_looked_for_is_found() -> None:
    found = ["import pickle", "from marshal import loads", "eval(x)", "joblib.load(p)", "np.load(p, allow_pickle=True)"]
    assert [len(list(risks(line))) for line in found] == [1] * len(found)


def test_the_package_has_none_of_it() -> None:
    """But for the workers of a cluster: whoever reaches those can run code anyway, and a file never does."""
    modules = set((PROJECT / "pipeline").rglob("*.py")) - set((PROJECT / "pipeline" / "cluster").iterdir())
    found = {path: list(risks(path.read_text(encoding="utf-8"))) for path in modules}
    assert {path.name: what for path, what in found.items() if what} == {}
    assert len(found) > 100
