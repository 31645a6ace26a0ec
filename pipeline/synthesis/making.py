"""How a synthesis was made: inputs, versions and settings, as labels and values."""

from pipeline.synthesis.dutch import number, of_things, percent
from pipeline.synthesis.material import Material


def making(material: Material) -> tuple[tuple[str, str], ...]:
    """Return labels and values, for a reader who wants to repeat it."""
    manifest = material.manifest
    card, versions = manifest.get("model_card", {}), manifest.get("versions", {})
    statuses = ", ".join(_status(*one) for one in manifest.get("statuses", {}).items())
    facts = {
        "Codeboek": f"{material.codebook.titel}, versie {material.codebook.versie}",
        "Bestanden": statuses,
        "Oordeel ‘aanwezig’": _rule(manifest.get("settings", {}).get("synthesis")),
        "Getraind op": f"{number(card.get('passages', 0))} passages uit {number(card.get('documents', 0))} documenten",
        "Gecodeerd door": ", ".join(card.get("coders", ())),
        "Beoordeeld door codeurs": _people(manifest.get("people", {})),
        "Persoonsgegevens": _masking(manifest.get("settings", {}).get("extract", {})),
        "Model": str(card.get("fingerprint", "")),
        "Taalmodel": str(manifest.get("language_model") or "geen; alleen organisaties van de eigen lijst"),
        "Versies": ", ".join(f"{name} {version}" for name, version in versions.items()),
        "Verantwoording": "run.json: invoer met hashes, instellingen, modelkaart",
    }
    return tuple((label, value) for label, value in facts.items() if value)


def _status(status: str, count: int) -> str:
    return f"{number(count)} {'gelezen' if status == 'ok' else status.replace('_', ' ')}"


def _people(people: dict[str, int]) -> str:
    """How many passages people coded, how often they agreed with the model, and what was not found again."""
    if not people.get("decisions"):
        return ""
    parts = [f"{of_things(people['passages'], 'passage', 'passages')}; daar geldt hun oordeel, niet dat van het model"]
    if people["proposed"]:
        agreed = number(people["agreed"])
        parts.append(
            f"Van {number(people['proposed'])} voorstellen van het model namen zij er {agreed} ongewijzigd over"
        )
    if people["lost"]:
        lost = f"{number(people['lost'])} van de {number(people['decisions'])}"
        parts.append(f"Van {lost} besluiten is de passage niet teruggevonden (coderingen.csv)")
    return ". ".join(parts)


def _masking(settings: dict[str, bool]) -> str:
    return "gemaskeerd met regels; nooit volledig" if settings.get("pseudonymise") else ""


def _rule(settings: dict[str, float] | None) -> str:
    """From when a mechanism is called present or silent in a report."""
    if not settings:
        return ""
    least = of_things(int(settings["least_passages"]), "zin", "zinnen")
    return (
        f"als de kans minstens {percent(settings['present_from'])} is dat {least} of meer erover gaan, en ten minste "
        f"{percent(settings['least_share'])} van alle zinnen; ‘stil’ als die kans hooguit "
        f"{percent(settings['silent_to'])} is, ‘zwak’ daartussenin"
    )
