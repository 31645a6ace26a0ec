"""What a reader of the written report must know to read its references and tables."""

from pipeline.loops import WITHIN
from pipeline.presence import MAIN_THREAD, THREAD
from pipeline.synthesis.dutch import in_words, percent

REFERENCES = (
    "Tussen haakjes staat waarop een zin rust: het nummer van een rapport met de pagina, of de tabel met de cijfers."
)
THREADS = (
    f"Een hoofddraad is aanwezig in minstens {percent(MAIN_THREAD)} van de rapporten, een draad in minstens "
    f"{percent(THREAD)} en in meer dan één rapport, een los eindje in minder."
)
VERDICTS = (
    "Het model schat per rapport, met correctie voor zijn eigen fouten, hoe groot de kans is dat er genoeg zinnen "
    "over een mechanisme gaan. Is die kans groot, dan is het ‘aanwezig’; is zij klein, dan is het ‘stil’; daartussen "
    "is het ‘zwak’. Het percentage is de zekerheid van het oordeel, en bij ‘zwak’ de kans dat het mechanisme toch "
    "aanwezig is."
)
PAIRS = (
    "Bij toeval: hoe vaak twee mechanismen onder dezelfde kop zouden staan als hun passages binnen elk rapport "
    "willekeurig over de koppen waren verdeeld. Samen onder één kop staan is nog geen oorzaak en gevolg."
)
LOOP = (
    f"Een schakel is een passage van de ene stap met hooguit {in_words(WITHIN)} zinnen verder, onder dezelfde kop, een "
    "passage van de volgende. Dat is nabijheid in de tekst, geen bewezen oorzaak: lees de citaten."
)
QUALITY = (
    "Juist: welk deel van de passages die de code kregen, haar ook verdient. Gevonden: welk deel van de passages die "
    "haar verdienen, haar kreeg. F1 weegt beide."
)
