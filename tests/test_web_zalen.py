"""De zaal zoals de gespreksleider haar ziet: wie er is, in een volgorde die helpt."""

from __future__ import annotations

from pathlib import Path

from hulp.lijn import open_zaal


def test_wie_een_rol_vraagt_staat_bovenaan_op_de_console(tmp_path: Path) -> None:
    """In a full room the list scrolls; a question may not scroll out of sight."""
    with open_zaal(tmp_path) as zaal:
        telefoons = [zaal.phone(functie=functie) for functie in ("arts", "coach", "wijkagent")]
        lijn = zaal.open_phone(telefoons[-1])
        console = zaal.open_doek("console")
        assert lijn.ask("vraag_rol", {"rol": "schrijver"}) == {"ok": True}
        console.ask("beeld_graag", {})
        beelden = [g["html"] for naam, g in console.listen() if naam == "beeld" and g["regio"] == "zaal"]
        beeld = beelden[-1]
        assert beeld.index("wijkagent") < beeld.index("arts") < beeld.index("coach")
