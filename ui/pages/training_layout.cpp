#include "pages/training_layout.h"

#include "plots/view.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace bertlab {

namespace {

constexpr int spacing = 12;

} // namespace

QHBoxLayout *panelsInARow(const QList<View *> &views)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing);
    for (View *view : views) {
        view->setPanel(true);
        row->addWidget(view, 1);
    }
    return row;
}

void layOutTab(QWidget &tab, QBoxLayout *curves, View &answers, QBoxLayout *foot, int curvesShare)
{
    answers.setPanel(true);
    auto *column = new QVBoxLayout(&tab);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    column->addLayout(curves, curvesShare);
    column->addWidget(&answers, 5 - curvesShare);
    column->addLayout(foot);
}

} // namespace bertlab
