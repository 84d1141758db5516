#pragma once

#include "pages/page.h"

class QPushButton;
class QStackedLayout;

namespace bertlab {

class BarListView;
class FlowColumnsView;
class SegmentedControl;

/// The model as a whole: its stack for this sentence, where its weights are, what tasks put on top, and GPT beside.
class ModelPage : public Page
{
    Q_OBJECT

public:
    explicit ModelPage(Session &session, QWidget *parent = nullptr);

    QString name() const override;
    Explanation explanation() const override;
    void setColors(const Palette &palette) override;
    QStringList tabs() const override;
    void showTab(int tab) override;

protected:
    void showReading(const Reading &reading) override;
    void showSelection(const Reading &reading) override;
    void retranslate() override;

private:
    void build();
    void chooseTab(int tab);
    void choose(const QString &box);
    void open(const QString &box);
    void showParameters(const Reading &reading);

    SegmentedControl *m_tabs;
    QStackedLayout *m_stack;
    FlowColumnsView *m_structure, *m_tasks, *m_gpt;
    BarListView *m_parts, *m_sizes;
    QPushButton *m_more; ///< opens the page of the chosen part
    QString m_box;       ///< that is chosen
    QString m_hovered;
    int m_open = 0; ///< layer
};

} // namespace bertlab
