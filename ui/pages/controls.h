#pragma once

#include "plots/palette.h"

#include <QStringList>
#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QFormLayout;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;

namespace bertlab {

/// Colours a button of a page: 30 high, hairline around, the accent's fill when it is checked.
void styleButton(QAbstractButton &button, const Palette &palette);

/// The one that a form is there for: filled with the accent while it can be pressed.
void styleMainButton(QAbstractButton &button, const Palette &palette);

/// Text of several lines on a panel.
void styleText(QPlainTextEdit &text, const Palette &palette);

/// Fonts, least sizes and fixed widths of a widget and all in it so many times what they are without; 1: as they are.
void magnify(QWidget &root, double zoom);

/// Fields of a form below each other, at their own width.
QFormLayout *fieldColumn();
/// Puts a field of the forms' width (a segmented control has its own) into the column; the label is its buddy.
QLabel *addField(QFormLayout &column, QWidget *field);

/// A few choices in a row of which one holds: 'Map | Links | Both'.
class SegmentedControl : public QWidget
{
    Q_OBJECT

public:
    explicit SegmentedControl(const QString &id, int choices, QWidget *parent = nullptr);

    /// `name` says in tips and for screen readers what is chosen; each segment is called by its text.
    void setTexts(const QString &name, const QStringList &texts);
    void setColors(const Palette &palette);
    int current() const;
    void setCurrent(int choice);
    QAbstractButton *segment(int choice) const;

signals:
    void currentChanged(int choice); ///< by the user

private:
    QButtonGroup *m_buttons;
};

/// Says in the middle of an empty place what to do next.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(const QString &id, QWidget *parent = nullptr);

    void setTexts(const QString &title, const QString &advice);
    QString text() const;
    void setColors(const Palette &palette);

private:
    QLabel *m_title, *m_advice;
};

} // namespace bertlab
