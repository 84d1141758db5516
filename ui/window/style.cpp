#include "window/style.h"

#include <QApplication>

namespace bertlab {

QPalette widgetPalette(const Palette &palette)
{
    QPalette colors;
    colors.setColor(QPalette::Window, palette.background);
    colors.setColor(QPalette::WindowText, palette.text);
    colors.setColor(QPalette::Base, palette.panel);
    colors.setColor(QPalette::AlternateBase, palette.background);
    colors.setColor(QPalette::Text, palette.text);
    colors.setColor(QPalette::PlaceholderText, palette.secondary);
    colors.setColor(QPalette::Button, palette.panel);
    colors.setColor(QPalette::ButtonText, palette.text);
    colors.setColor(QPalette::ToolTipBase, palette.panel);
    colors.setColor(QPalette::ToolTipText, palette.text);
    colors.setColor(QPalette::Highlight, palette.accent);
    colors.setColor(QPalette::HighlightedText, palette.panel);
    colors.setColor(QPalette::Link, palette.accent);
    colors.setColor(QPalette::Light, palette.panel);
    colors.setColor(QPalette::Midlight, palette.line);
    colors.setColor(QPalette::Mid, palette.line);
    colors.setColor(QPalette::Dark, palette.secondary);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        colors.setColor(QPalette::Disabled, role, palette.secondary);
    return colors;
}

QString frameStyleSheet(const Palette &palette)
{
    QString sheet = QStringLiteral(R"(
#sentence-bar, #token-strip, #navigation, #explanation, #explanation-body, #status-line { background: @panel; }
#sentence-bar, #token-strip { border-bottom: 1px solid @line; }
#navigation { border-right: 1px solid @line; }
#explanation { border-left: 1px solid @line; }
#status-line { border-top: 1px solid @line; }
#comparison-pictures, #stage, #projector-caption, #guess-cover { background: @background; }
QFrame[rule="true"] { background: @line; border: none; }
QLabel[tone="secondary"] { color: @secondary; }

#sentence-a, #sentence-b { background: @background; color: @text; border: 1px solid @line; border-radius: 7px; }
#sentence-a:hover, #sentence-b:hover, #sentence-a:focus, #sentence-b:focus { border: 1px solid @accent; }
QListWidget { background: @panel; border: 1px solid @line; border-radius: 7px; padding: 4px; }

QPushButton[kind="link"] { background: transparent; color: @accent; border: 1px solid transparent; border-radius: 6px;
            padding: 4px 7px; }
QPushButton[kind="link"]:hover, QPushButton[kind="link"]:checked, QPushButton[kind="link"]:open { background: @accentFill; }
QPushButton[kind="link"]:focus { border-color: @accent; }
QPushButton[kind="link"]:disabled { color: @secondary; }
QPushButton[kind="link"]::menu-indicator { image: none; }
QPushButton[kind="ghost"] { background: transparent; color: @secondary; border: 1px solid transparent;
            border-radius: 5px; padding: 1px 7px; }
QPushButton[kind="ghost"]:hover, QPushButton[kind="ghost"]:open { color: @accent; background: @accentFill; }
QPushButton[kind="ghost"]:focus { border-color: @accent; }
QPushButton[kind="ghost"]::menu-indicator { image: none; }

QFrame[message="error"] { background: @panel; border: none; border-left: 3px solid @warning;
            border-bottom: 1px solid @line; }
QFrame[message="notice"] { background: @panel; border: none; border-left: 3px solid @accent;
            border-bottom: 1px solid @line; }
QPushButton[kind="hint"] { background: @accentFill; color: @accent; border: 1px solid transparent; border-radius: 7px;
            padding: 5px 10px; text-align: left; }
QPushButton[kind="hint"]:hover, QPushButton[kind="hint"]:focus { border-color: @accent; }
QLabel[badge="true"] { background: @accent; color: @panel; border-radius: 8px; }

QMenu { background: @panel; color: @text; border: 1px solid @line; padding: 6px; }
QMenu::item { padding: 5px 24px 5px 22px; border-radius: 5px; }
QMenu::item:selected { background: @accentFill; color: @accent; }
QMenu::item:disabled { color: @secondary; background: transparent; padding-left: 8px; }
QMenu::separator { height: 1px; background: @line; margin: 5px 8px; }
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 4px 6px; }

QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: @line; border-radius: 3px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)");
    const std::pair<const char *, QColor> colors[] = {
        {"@background", palette.background},
        {"@panel", palette.panel},
        {"@line", palette.line},
        {"@text", palette.text},
        {"@secondary", palette.secondary},
        {"@accentFill", palette.accentFill},
        {"@accent", palette.accent},
        {"@warning", palette.warning},
    };
    for (const auto &[name, color] : colors) // accentFill before accent, which begins like it
        sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

Palette paletteOf(Theme theme, bool darkSystem, DataColors colors)
{
    const bool dark = theme == Theme::dark || (theme == Theme::system && darkSystem);
    return (dark ? Palette::darkTheme() : Palette::light()).with(colors);
}

bool systemIsDark()
{
    QApplication::setPalette(QPalette()); // ours would answer otherwise
    const QPalette palette = QApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

} // namespace bertlab
