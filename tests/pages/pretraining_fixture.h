#pragma once

#include "page_fixture.h"
#include "pages/pretraining_page.h"
#include "session/small_corpus.h"

#include <QAbstractButton>
#include <QSpinBox>

namespace bertlab::test {

/// The Pre-training page with a session of its own, driven by the buttons that someone would press.
class PretrainingFixture
{
protected:
    void open()
    {
        m_session = readSession(QStringLiteral("in autumn the leaves fall from the trees ."), {}, {4});
        m_page = std::make_unique<PretrainingPage>(*m_session);
        showPage(*m_page);
    }
    void close()
    {
        m_page.reset();
        m_session.reset();
    }
    template <typename Widget>
    Widget &find(const char *id)
    {
        return viewOf<Widget>(*m_page, id);
    }
    void press(const char *id)
    {
        auto &button = find<QAbstractButton>(id);
        QVERIFY2(button.isVisible() && button.isEnabled(), id);
        QTest::mouseClick(&button, Qt::LeftButton, {}, QPoint(button.height() / 2, button.height() / 2));
    }
    TrainingRunner &runner() { return m_session->training(); }
    /// Starts a short run of small batches on a small text.
    void startSmall(int steps)
    {
        m_page->setFiles({m_corpus.file()});
        find<QSpinBox>("training-vocabulary").setValue(100);
        find<QSpinBox>("training-length").setValue(16);
        startAsChosen(steps);
    }
    /// The same on what the form says.
    void startAsChosen(int steps)
    {
        find<QSpinBox>("training-steps").setValue(steps);
        find<QSpinBox>("training-batch").setValue(4);
        press("training-start");
    }

    SmallCorpus m_corpus;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<PretrainingPage> m_page;
};

} // namespace bertlab::test
