"""Which font draws a run of Word: its own, else its styles', else the document's, through the theme."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from jansetu.core.documents.packages import Package, attribute, child, children

Fonts = dict[str, str]  # "ascii" and "cs" → the name
LONGEST_CHAIN = 20  # of styles upon styles
OFF = ("0", "false", "off")


class StyleFonts:
    """The fonts that a document's styles and theme name."""

    def __init__(self, package: Package, styles: str, theme: str) -> None:
        """`styles` and `theme`: names of the parts; "" where there is none."""
        self.theme = _theme(package.part(theme)) if theme else {}
        root = package.part(styles) if styles else None
        self.styles = {attribute(one, "styleId"): one for one in children(root, "style")}
        defaults = child(child(root, "docDefaults"), "rPrDefault")
        self.default = self._own(child(defaults, "rPr"))
        self.plain = {
            attribute(one, "type"): attribute(one, "styleId")
            for one in self.styles.values()
            if attribute(one, "default") not in ("", *OFF)
        }

    def of(self, run: Element | None, paragraph: Element | None) -> str:
        """The font of a run by its properties and its paragraph's; "" where nothing names one."""
        kind = "cs" if _is_on(child(run, "cs")) or _is_on(child(run, "rtl")) else "ascii"
        return next((fonts[kind] for fonts in self._levels(run, paragraph) if kind in fonts), "")

    def _levels(self, run: Element | None, paragraph: Element | None) -> Iterator[Fonts]:
        yield self._own(run)
        yield from self._chain(_named(child(run, "rStyle")))
        yield from self._chain(_named(child(paragraph, "pStyle")) or self.plain.get("paragraph", ""))
        yield self.default

    def _chain(self, name: str) -> Iterator[Fonts]:
        for _ in range(LONGEST_CHAIN):
            style = self.styles.get(name)
            if style is None:
                return
            yield self._own(child(style, "rPr"))
            name = _named(child(style, "basedOn"))

    def _own(self, properties: Element | None) -> Fonts:
        fonts = child(properties, "rFonts")
        if fonts is None:
            return {}
        found = {}
        for kind, names in {"ascii": ("ascii", "hAnsi"), "cs": ("cs",)}.items():
            themes = ("cstheme",) if kind == "cs" else ("asciiTheme", "hAnsiTheme")
            themed = (self.theme.get(attribute(fonts, name), "") for name in themes)
            plain = (attribute(fonts, name) for name in names)
            name = next((one for one in (*themed, *plain) if one), "")
            if name:
                found[kind] = name
        return found


def _theme(root: Element | None) -> Fonts:
    scheme = child(child(root, "themeElements"), "fontScheme")
    found: Fonts = {}
    for size in ("major", "minor"):
        fonts = child(scheme, f"{size}Font")
        latin, complex_ = (_typeface(child(fonts, name)) for name in ("latin", "cs"))
        found |= {f"{size}Ascii": latin, f"{size}HAnsi": latin, f"{size}Bidi": complex_}
    return found


def _typeface(element: Element | None) -> str:
    return "" if element is None else attribute(element, "typeface")


def _named(element: Element | None) -> str:
    return "" if element is None else attribute(element, "val")


def _is_on(element: Element | None) -> bool:
    return element is not None and attribute(element, "val") not in OFF
