// Questions to the program, and what goes wrong with them as a sentence for the reviewer.
const PROOF = document.querySelector("meta[name=proof]").content;
const SILENT = "Het programma antwoordt niet. Wat hier is ingevuld staat nog op het scherm. "
  + "Kijk in de terminal; is het gestopt, start dan 'rodedraad review --web' opnieuw: wat opgeslagen was, is er nog.";

export class Fault extends Error {}

async function answerOf(path, options) {
  let response;
  let answer;
  try {
    response = await fetch(path, options);
    answer = await response.json();
  } catch {
    throw new Fault(response ? `Het programma gaf een onverwacht antwoord (${response.status}). Kijk in de terminal.` : SILENT);
  }
  if (!response.ok) throw new Fault(answer.fault);
  return answer;
}

export const ask = (path) => answerOf(path, { credentials: "same-origin" });

export const send = (path, body = {}) => answerOf(path, {
  method: "POST",
  credentials: "same-origin",
  headers: { "Content-Type": "application/json", "X-Rodedraad-Proof": PROOF },
  body: JSON.stringify(body),
});
