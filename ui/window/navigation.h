#pragma once

#include "plots/palette.h"

#include <QFrame>
#include <QList>

class QAbstractButton;
class QButtonGroup;
class QLabel;
class QVBoxLayout;

namespace bertlab {

/// The pages in the order of the data's way, numbered as in the book of the whole program: a page that does not exist
/// yet leaves its number free.
class Navigation : public QFrame
{
    Q_OBJECT

public:
    explicit Navigation(QWidget *parent = nullptr);

    void addGroup(const QString &name);
    void addPage(const QString &id, int number, const QString &name);
    /// In another language: groups in their order, pages by id.
    void setGroupName(int group, const QString &name);
    void setPageName(const QString &id, const QString &name);
    void setCurrent(const QString &id);
    QString current() const;
    QAbstractButton *button(const QString &id) const;
    void setColors(const Palette &palette);

public slots:
    void next(); ///< the last stays
    void previous();

signals:
    void pageChosen(const QString &id);
    void clickedByMouse(); ///< after pageChosen

protected:
    void changeEvent(QEvent *event) override;

private:
    void step(qsizetype by);
    QButtonGroup *m_buttons;
    QList<QLabel *> m_groups;
    QVBoxLayout *m_column;
};

} // namespace bertlab
