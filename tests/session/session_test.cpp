#include "session/session.h"
#include "test_data.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace bertlab;

/// The document on a real model.
class SessionTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void loads_the_default_model_by_itself();
    void typing_is_read_once();
    void only_the_newest_is_read();
    void covers_outlive_edits_and_models();
    void the_selection_fits_what_was_read();
    void a_model_that_fails_changes_nothing();
    void examples_cover_whole_words();
    void restores_what_it_wrote();
    void keeps_what_the_pages_show();

private:
    bool isReady() const { return m_session->reading() && !m_session->isBusy(); }
    QStringList tokens() const;
    std::unique_ptr<Session> m_session;
    static const ModelReference classroom;
};

const ModelReference SessionTest::classroom{ModelReference::Kind::builtin, "classroom"};

void SessionTest::init()
{
    m_session = std::make_unique<Session>();
    if (QByteArray(QTest::currentTestFunction()) == "loads_the_default_model_by_itself")
        return;
    m_session->openModel(classroom);
    m_session->setAll("Paris is a beautiful city.", "I love Paris.", {});
    QTRY_VERIFY(isReady());
}

QStringList SessionTest::tokens() const
{
    QStringList tokens;
    for (int token = 0; token < m_session->reading()->encoding.size(); ++token)
        tokens.append(QString::fromStdString(m_session->reading()->token(token)));
    return tokens;
}

void SessionTest::loads_the_default_model_by_itself()
{
    QVERIFY(m_session->isBusy() && !m_session->model() && !m_session->reading());
    m_session->setAll("In autumn the leaves fall from the trees.", {}, {4});
    QTRY_VERIFY(isReady());
    QCOMPARE(m_session->modelReference(), ModelReference::defaultModel());
    QCOMPARE(tokens().at(4), QString("[MASK]"));
    QCOMPARE(m_session->covered(), QSet<int>{4});
}

void SessionTest::typing_is_read_once()
{
    QSignalSpy readings(m_session.get(), &Session::readingChanged);
    const auto before = m_session->reading();
    for (const char *text : {"I", "I l", "I love", "I love Paris", "I love Paris."})
        m_session->setSentences(text, {});
    QVERIFY(m_session->isBusy());
    QCOMPARE(m_session->reading(), before); // the old one stays until the new one is there
    QTRY_VERIFY(isReady());
    QCOMPARE(readings.count(), 1);
    QCOMPARE(m_session->reading()->text, std::string("I love Paris."));
    m_session->setSentences("I love Paris.", {});
    QVERIFY(!m_session->isBusy()); // nothing new
}

void SessionTest::only_the_newest_is_read()
{
    QStringList read;
    connect(m_session.get(), &Session::readingChanged, this,
            [&] { read.append(QString::fromStdString(m_session->reading()->text)); });
    for (int i = 0; i < 40; ++i)
        m_session->setAll(QString("Paris is a city. ").repeated(i % 7) + QString::number(i), {}, {});
    QTRY_VERIFY(isReady());
    QCOMPARE(read.size(), 1);
    QVERIFY(read.last().endsWith("39"));

    // What was typed meanwhile makes a result stale, even before it is asked for.
    m_session->setAll("London is the capital of England.", {}, {});
    m_session->setSentences("Tom went to the park.", {});
    QTRY_VERIFY(isReady());
    QCOMPARE(read.mid(1), QStringList{"Tom went to the park."});
}

void SessionTest::covers_outlive_edits_and_models()
{
    m_session->setCovered(5, true);
    m_session->setCovered(10, true);
    m_session->setCovered(0, true);  // [CLS] is not covered
    m_session->setCovered(99, true); // nor what is not there
    QTRY_VERIFY(isReady());
    QCOMPARE(m_session->covered(), (QSet<int>{5, 10}));
    m_session->setSentences("I love it: Paris is a beautiful city.", "I love Paris.");
    QTRY_VERIFY(isReady());
    QCOMPARE(m_session->covered().size(), 2);
    for (const Gap &gap : m_session->reading()->gaps)
        QVERIFY(gap.covered_id);

    QSet<std::string> words;
    m_session->openModel(ModelReference::defaultModel());
    QTRY_VERIFY(isReady() && m_session->reading()->model == m_session->model());
    for (const int token : m_session->covered())
        words.insert(m_session->reading()->encoding.tokens[static_cast<std::size_t>(token)]);
    QCOMPARE(words, (QSet<std::string>{"city", "paris"}));

    m_session->swapSentences();
    QTRY_VERIFY(isReady());
    QCOMPARE(m_session->text(), QString("I love Paris."));
    QCOMPARE(m_session->pair(), QString("I love it: Paris is a beautiful city."));
    QCOMPARE(tokens().at(3), QString("[MASK]"));
    QCOMPARE(m_session->covered().size(), 2);
    m_session->setCovered(3, false);
    QTRY_VERIFY(isReady());
    QCOMPARE(tokens().at(3), QString("paris"));
    QCOMPARE(m_session->covered().size(), 1);
}

void SessionTest::the_selection_fits_what_was_read()
{
    Selection selection;
    selection.token = selection.lastToken = 10;
    selection.key = 12;
    selection.layer = 1;
    selection.head = 1;
    selection.dimension = 127;
    m_session->selection().hold(selection);
    m_session->setSentences("Paris is a city.", {});
    QTRY_VERIFY(isReady());
    QCOMPARE(m_session->selection().held().token, -1);
    QCOMPARE(m_session->selection().held().key, -1);
    QCOMPARE(m_session->selection().held().layer, 1);

    m_session->openModel(
        {ModelReference::Kind::directory, QString::fromStdString(test::test_data("tiny-random"))}); // 64 wide
    QTRY_VERIFY(isReady() && m_session->reading()->model == m_session->model());
    QCOMPARE(m_session->selection().held().dimension, -1);
}

void SessionTest::a_model_that_fails_changes_nothing()
{
    QSignalSpy failed(m_session.get(), &Session::failed), models(m_session.get(), &Session::modelChanged);
    const auto model = m_session->model();
    m_session->openModel({ModelReference::Kind::directory, QString::fromStdString(test::test_data("golden"))});
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY2(failed[0][0].toString().contains("config.json"), qPrintable(failed[0][0].toString()));
    QVERIFY(isReady());
    QCOMPARE(m_session->model(), model);
    QCOMPARE(m_session->modelReference(), classroom);
    m_session->openModel({ModelReference::Kind::builtin, "no such"});
    QTRY_COMPARE(failed.count(), 2);
    QCOMPARE(models.count(), 0);
    QSignalSpy recovered(m_session.get(), &Session::recovered);
    m_session->openModel(classroom);
    QTRY_COMPARE(models.count(), 1);
    QCOMPARE(recovered.count(), 1);
}

void SessionTest::examples_cover_whole_words()
{
    for (const Example &example : teachingExamples()) {
        m_session->apply(example);
        QTRY_VERIFY(isReady());
        QString under;
        for (const Gap &gap : m_session->reading()->gaps)
            under +=
                QString::fromStdString(m_session->reading()->encoding.tokens[static_cast<std::size_t>(gap.position)]);
        QCOMPARE(under.remove("##"), example.coveredWord.toLower());
    }
}

void SessionTest::restores_what_it_wrote()
{
    m_session->setCovered(5, true);
    QTRY_VERIFY(isReady());
    Selection selection;
    selection.token = selection.lastToken = 5;
    selection.layer = 1;
    m_session->selection().hold(selection);
    m_session->setVariant({true, ReadingVariant::Positions::none, true});
    const QJsonObject json = m_session->toJson();

    Session other;
    QSignalSpy models(&other, &Session::modelChanged);
    other.restore(json);
    QTRY_VERIFY(other.reading() && !other.isBusy());
    QCOMPARE(other.text(), m_session->text());
    QCOMPARE(other.pair(), m_session->pair());
    QCOMPARE(other.covered(), QSet<int>{5});
    QCOMPARE(other.reading()->variant, m_session->variant());
    QCOMPARE(other.selection().held(), selection);
    QCOMPARE(other.modelReference(), classroom);
    QCOMPARE(models.count(), 1); // not the default one before
    QCOMPARE(other.toJson(), json);

    // Nonsense is no reason to fail.
    Session third;
    third.restore({{"text", 7}, {"covered", "x"}, {"selection", QJsonArray{1}}, {"model", 3}});
    QTRY_VERIFY(third.reading() && !third.isBusy());
    QCOMPARE(third.modelReference(), ModelReference::defaultModel());
}

void SessionTest::keeps_what_the_pages_show()
{
    const Trace &trace = *m_session->reading()->result.trace;
    for (const char *name :
         {"embeddings.word", "embeddings.position", "embeddings.token_type", "embeddings.sum", "embeddings.output",
          "encoder.layer.0.attention.query", "encoder.layer.1.attention.key", "encoder.layer.1.attention.value",
          "encoder.layer.1.attention.probabilities", "last_hidden_state", "pooler.dense", "pooler_output",
          "cls.predictions.transform", "seq_relationship_logits"})
        QVERIFY2(trace.has(name), name);
    QVERIFY(!trace.has("encoder.layer.0.attention.scores")); // 151 MB for 512 tokens and 144 heads
}

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
