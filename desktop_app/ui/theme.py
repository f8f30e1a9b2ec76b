"""Puts a theme's colours into Qt: palette and one style sheet."""

from typing import Final

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.runtime.settings import Settings
from desktop_app.session.style import Language, Style, Theme
from desktop_app.ui.palette import PALETTES, Palette

SHEET: Final = """
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QMainWindow::separator {{ background: {line}; width: 1px; height: 1px; }}
QToolBar {{ background: {panel}; border: none; border-bottom: 1px solid {line}; spacing: 0; padding: 0; }}
QStatusBar {{ background: {panel}; border-top: 1px solid {line}; color: {quiet}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {quiet}; padding: 0 6px; }}
QDockWidget {{ titlebar-close-icon: none; color: {text}; }}
QDockWidget::title {{ background: {window}; padding: 5px 10px; text-align: left; }}
QTableView {{ background: {panel}; alternate-background-color: {window}; border: none;
    selection-background-color: {selection}; selection-color: {on_selection}; }}
QHeaderView::section {{ background: {panel}; color: {quiet}; border: none;
    border-bottom: 1px solid {line}; padding: 4px; }}
QTextBrowser {{ background: {panel}; border: none; }}
QTabBar::tab {{ padding: 3px 12px; color: {quiet}; background: {window}; border: none; }}
QTabBar::tab:selected {{ color: {text}; background: {panel}; }}
QTabWidget::pane {{ border: none; }}
QToolBar QToolButton, QToolBar QLineEdit {{ padding: 3px 7px; border: 1px solid {line};
    border-radius: 3px; background: {panel}; color: {text}; }}
QToolBar QToolButton:hover {{ border-color: {quiet}; }}
QToolBar QToolButton:checked, QToolBar QToolButton[active="true"] {{ background: {selection};
    border-color: {selection}; color: {on_selection}; }}
QToolBar QToolButton:disabled {{ color: {quiet}; }}
QToolBar QToolButton:focus, QToolBar QLineEdit:focus {{ border-color: {selection}; }}
QToolBar QLineEdit[wrong="true"] {{ border: 1px solid {cap}; color: {cap}; }}
QLabel#count {{ padding: 3px 8px; border-radius: 3px; color: {quiet}; }}
QLabel#count[hiding="true"] {{ background: {cap}; color: {on_cap}; }}
QToolBar#clauses[hiding="true"] {{ border-bottom: 3px solid {cap}; }}
QFrame#chip {{ border: 1px solid {selection}; border-radius: 3px; background: {panel}; }}
QFrame#chip[off="true"] {{ border: 1px dashed {quiet}; }}
QFrame#chip QToolButton {{ border: 1px solid transparent; background: transparent; padding: 2px 5px; }}
QFrame#chip QToolButton[off="true"] {{ color: {quiet}; }}
QFrame#chip QToolButton:hover {{ border-color: {quiet}; }}
QFrame#chip QToolButton:focus {{ border-color: {selection}; }}
QCheckBox::indicator:unchecked, QAbstractItemView::indicator:unchecked {{ width: 12px; height: 12px;
    border: 1px solid {quiet}; border-radius: 2px; background: {panel}; }}
QRadioButton::indicator {{ width: 12px; height: 12px; border: 1px solid {quiet}; border-radius: 7px;
    background: {panel}; }}
QRadioButton::indicator:checked {{ background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
    stop:0 {selection}, stop:0.5 {selection}, stop:0.6 {panel}, stop:1 {panel}); border-color: {selection}; }}
QRadioButton::indicator:focus {{ border: 2px solid {selection}; border-radius: 8px; }}
QFrame#popup {{ background: {panel}; border: 1px solid {quiet}; }}
QFrame#popup QLineEdit {{ padding: 3px 6px; border: 1px solid {line}; border-radius: 3px;
    background: {panel}; color: {text}; }}
QFrame#popup QLineEdit:focus {{ border-color: {selection}; }}
QFrame#popup QLineEdit[wrong="true"] {{ border: 1px solid {cap}; }}
QFrame#popup QTreeView {{ background: {panel}; border: 1px solid {line}; }}
QListView#finder {{ background: {panel}; color: {text}; border: 1px solid {quiet}; outline: none; }}
QWidget#editor, QWidget#editor QScrollArea, QWidget#form {{ background: {panel}; }}
QWidget#editor QLineEdit, QWidget#editor QPlainTextEdit {{ padding: 3px 6px; border: 1px solid {line};
    border-radius: 3px; background: {panel}; color: {text}; }}
QWidget#editor QLineEdit:focus, QWidget#editor QPlainTextEdit:focus {{ border-color: {selection}; }}
QWidget#editor QLineEdit[wrong="true"], QWidget#editor QPlainTextEdit[wrong="true"] {{
    border: 1px solid {cap}; }}
QWidget#editor QComboBox[wrong="true"], QWidget#editor QCheckBox[wrong="true"] {{ color: {cap}; }}
QWidget#foot QToolButton::menu-indicator {{ image: none; }}
QWidget#foot QToolButton {{ padding: 3px 6px; border: 1px solid transparent; border-radius: 3px; }}
QWidget#foot QToolButton:hover {{ border-color: {line}; }}
QWidget#foot QToolButton:focus {{ border-color: {selection}; }}
QLabel#title {{ font-weight: 600; font-size: 15px; }}
QLabel#heading {{ font-weight: 600; padding: 8px 0 0 0; }}
QLabel#hint {{ color: {quiet}; }}
QLabel#finding[severity="error"] {{ color: {cap}; }}
QLabel#finding[severity="warning"] {{ color: {warning}; }}
QLabel#finding[severity="note"] {{ color: {quiet}; }}
QFrame#citation {{ border: 1px solid {line}; border-radius: 3px; }}
QFrame#info {{ background: {panel}; border-bottom: 1px solid {line}; }}
QFrame#info QLabel {{ color: {text}; }}
QFrame#info[tone="state"] {{ border-left: 4px solid {selection}; }}
QFrame#info[tone="trouble"] {{ border-left: 4px solid {cap}; }}
QFrame#info QToolButton {{ padding: 2px 8px; border: 1px solid {line}; border-radius: 3px; }}
QFrame#info QToolButton:hover {{ border-color: {quiet}; }}
QFrame#info QToolButton:focus {{ border-color: {selection}; }}
QFrame#info QToolButton[autoRaise="true"] {{ border-color: transparent; }}
QToolButton#kind {{ padding: 1px 7px 1px 5px; border: 1px solid {line}; border-radius: 9px;
    background: transparent; color: {quiet}; }}
QToolButton#kind:checked {{ border-color: {selection}; background: {panel}; color: {text}; }}
QToolButton#kind:hover {{ border-color: {quiet}; }}
QToolButton#kind:focus {{ border: 2px solid {selection}; padding: 0 6px 0 4px; }}
QLabel#fault {{ color: {cap}; }}
"""


THEMES: Final = {
    "system": "As the system",
    "light": "Light",
    "dark": "Dark",
    "print": "Print",
    "contrast": "High contrast",
}
"""Names in the settings, and what the menu calls them."""


def system_theme() -> Theme:
    """Light or dark, as the system asks."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return Theme.DARK if scheme.name == "Dark" else Theme.LIGHT


def first_style(settings: Settings) -> Style:
    """Theme and language as the user left them, the theme else as the system asks."""
    themes = {theme.value for theme in Theme}
    theme = Theme(settings.theme) if settings.theme in themes else system_theme()
    known = {language.value for language in Language}
    language = Language(settings.language) if settings.language in known else Language.ENGLISH
    return Style(theme, language)


def apply_theme(application: QApplication, theme: Theme) -> None:
    """Colour every widget of the application."""
    palette = PALETTES[theme]
    application.setPalette(_qt_palette(palette))
    dark = theme is Theme.DARK
    application.setStyleSheet(
        SHEET.format(
            window=palette.window,
            panel=palette.panel,
            text=palette.text,
            quiet=palette.quiet,
            line=palette.line,
            selection=palette.selection,
            warning=palette.warning,
            on_selection=palette.window if dark else palette.panel,
            cap=palette.cap,
            on_cap=palette.window if dark else palette.panel,
        )
    )


def _qt_palette(palette: Palette) -> QPalette:
    result = QPalette()
    roles = {
        QPalette.ColorRole.Window: palette.window,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.Base: palette.panel,
        QPalette.ColorRole.AlternateBase: palette.window,
        QPalette.ColorRole.ToolTipBase: palette.panel,
        QPalette.ColorRole.ToolTipText: palette.text,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.Button: palette.window,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.PlaceholderText: palette.quiet,
        QPalette.ColorRole.Highlight: palette.selection,
        QPalette.ColorRole.HighlightedText: palette.panel,
        QPalette.ColorRole.Link: palette.selection,
        QPalette.ColorRole.Mid: palette.line,
    }
    for role, value in roles.items():
        result.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.quiet))
    return result
