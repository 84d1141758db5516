#pragma once

#include "pages/layers_tab.h"
#include "session/latest_job.h"
#include "tasks/word_senses.h"

#include <QTimer>

class QAbstractButton;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace bertlab {

class CurvePlotView;

/// A word in sentences of two senses: from which layer on its vectors tell the senses apart.
class ContextTab : public LayersTab
{
    Q_OBJECT

public:
    explicit ContextTab(Session &session, QWidget *parent = nullptr);

    void showSelection(const Reading &reading, int layer) override;
    Explanation explanation(const Reading &reading, int layer) const override;
    void retranslate() override;
    void setColors(const Palette &palette) override;
    bool isBusy() const override { return m_wait.isActive() || m_job.isBusy(); }

protected:
    void fill(const std::shared_ptr<const Reading> &reading) override;

private:
    void build();
    void propose(int example);
    void run();
    void take(const WordSenseStudy &study);
    void say(const QString &sentence);
    int ownToken(const Reading &reading) const;
    double nearness(const Reading &reading, int layer, std::size_t sense) const;

    QLineEdit *m_word;
    QPlainTextEdit *m_sentences[2];
    QLabel *m_labels[3], *m_message;
    QList<QAbstractButton *> m_examples;
    CurvePlotView *m_curves;
    QTimer m_wait; ///< for the next key
    std::shared_ptr<const Model> m_model;
    int m_own = -1; ///< the word in the sentence itself: its position, -1 for none
    std::shared_ptr<const WordSenseStudy> m_study;
    LatestJob<std::shared_ptr<const WordSenseStudy>> m_job;
};

} // namespace bertlab
