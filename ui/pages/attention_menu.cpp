#include "pages/attention_menu.h"

#include <QActionGroup>
#include <QMenu>

namespace bertlab {

AttentionMenu::AttentionMenu(QWidget *parent)
    : QPushButton(parent), m_menu(new QMenu(this)), m_sources(new QActionGroup(this)), m_parts(new QActionGroup(this))
{
    setObjectName(QStringLiteral("attention-options"));
    m_head = m_sources->addAction(add("attention-head"));
    m_mean = m_sources->addAction(add("attention-mean"));
    m_rollout = m_sources->addAction(add("attention-rollout"));
    m_menu->addSeparator();
    m_all = m_parts->addAction(add("attention-all"));
    m_aToB = m_parts->addAction(add("attention-a-to-b"));
    m_bToA = m_parts->addAction(add("attention-b-to-a"));
    m_menu->addSeparator();
    m_words = add("attention-words");
    m_hide = add("attention-hide-specials");
    m_renormalise = add("attention-renormalise");
    m_menu->addSeparator();
    m_causal = add("attention-causal");
    m_head->setChecked(true);
    m_all->setChecked(true);
    m_renormalise->setEnabled(false);
    setMenu(m_menu);
    for (QAction *action : m_menu->actions())
        if (action != m_causal)
            connect(action, &QAction::triggered, this, &AttentionMenu::take);
    connect(m_causal, &QAction::triggered, this, &AttentionMenu::causalWanted);
    retranslate();
}

QAction *AttentionMenu::add(const char *id, bool checkable)
{
    QAction *action = m_menu->addAction(QString());
    action->setObjectName(QString::fromLatin1(id));
    action->setCheckable(checkable);
    return action;
}

void AttentionMenu::take()
{
    using Source = AttentionChoice::Source;
    using Part = AttentionChoice::Part;
    m_renormalise->setEnabled(m_hide->isChecked());
    m_choice = {m_mean->isChecked()      ? Source::mean
                : m_rollout->isChecked() ? Source::rollout
                                         : Source::head,
                m_words->isChecked(), m_hide->isChecked(), m_renormalise->isChecked(),
                m_aToB->isChecked()   ? Part::fromAToB
                : m_bToA->isChecked() ? Part::fromBToA
                                      : Part::all};
    emit choiceChanged();
}

void AttentionMenu::setState(bool pair, bool causal)
{
    m_causal->setChecked(causal);
    m_aToB->setEnabled(pair);
    m_bToA->setEnabled(pair);
    if (!pair && !m_all->isChecked()) {
        m_all->setChecked(true);
        m_choice.part = AttentionChoice::Part::all;
    }
}

void AttentionMenu::retranslate()
{
    setText(tr("Options"));
    m_head->setText(tr("One head"));
    m_mean->setText(tr("Mean of the layer's heads"));
    m_rollout->setText(tr("Rollout up to this layer"));
    m_all->setText(tr("From all to all"));
    m_aToB->setText(tr("From A to B"));
    m_bToA->setText(tr("From B to A"));
    m_words->setText(tr("Words instead of pieces"));
    m_hide->setText(tr("Hide [CLS] and [SEP]"));
    m_renormalise->setText(tr("… and let the rest of a row sum to 1"));
    m_causal->setText(tr("Force it to read left to right (causal)"));
}

} // namespace bertlab
