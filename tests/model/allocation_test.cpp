#include "model/bert.h"

#include "model/small_model.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <new>

using namespace bertlab;
using namespace bertlab::test;

// Everything that the engine allocates passes here: operator new is replaced for the program, and the linker leads
// malloc and its kind, which Eigen calls, to the functions below (--wrap in CMakeLists.txt).
namespace {
std::atomic<int> allocations = 0;
}

#define WRAPPED(function, type)                                                                                        \
    type function##_true __asm__("__real_" #function);                                                                 \
    type function##_counted __asm__("__wrap_" #function)

using OneSize = void *(std::size_t);
using TwoSizes = void *(std::size_t, std::size_t);
using Resize = void *(void *, std::size_t);
WRAPPED(malloc, OneSize);
WRAPPED(calloc, TwoSizes);
WRAPPED(aligned_alloc, TwoSizes);
WRAPPED(realloc, Resize);

void *malloc_counted(std::size_t size)
{
    ++allocations;
    return malloc_true(size);
}
void *calloc_counted(std::size_t count, std::size_t size)
{
    ++allocations;
    return calloc_true(count, size);
}
void *aligned_alloc_counted(std::size_t alignment, std::size_t size)
{
    ++allocations;
    return aligned_alloc_true(alignment, size);
}
void *realloc_counted(void *memory, std::size_t size)
{
    ++allocations;
    return realloc_true(memory, size);
}

void *operator new(std::size_t size)
{
    void *memory = malloc(size); // counts
    return memory ? memory : throw std::bad_alloc();
}
void *operator new(std::size_t size, std::align_val_t alignment)
{
    const auto unit = static_cast<std::size_t>(alignment);
    void *memory = aligned_alloc(unit, (size + unit - 1) / unit * unit);
    return memory ? memory : throw std::bad_alloc();
}
void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::align_val_t) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t, std::align_val_t) noexcept
{
    std::free(memory);
}

/// A model that reads a text of the same size again allocates nothing.
class AllocationTest : public QObject
{
    Q_OBJECT

private slots:
    void a_steady_pass_allocates_nothing_data();
    void a_steady_pass_allocates_nothing();
    void a_first_pass_is_counted();
    void an_old_result_takes_any_shape();

private:
    const Config m_config = small_config();
    const Bert m_bert{random_parameters(m_config)};
    const Batch m_batch = batch_of({random_sequence(m_config, 7, 1), random_sequence(m_config, 40, 2)});
};

void AllocationTest::a_steady_pass_allocates_nothing_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<bool>("heads_alone");
    QTest::addColumn<bool>("all_pieces");
    for (const int threads : {1, 2, 3})
        for (const bool heads_alone : {false, true})
            for (const bool all_pieces : {false, true})
                QTest::addRow("%d threads, heads alone %d, all pieces %d", threads, heads_alone, all_pieces)
                    << threads << heads_alone << all_pieces;
}

void AllocationTest::a_steady_pass_allocates_nothing()
{
    QFETCH(const int, threads);
    QFETCH(const bool, heads_alone);
    QFETCH(const bool, all_pieces);
    Workers workers(threads);
    ForwardOptions options;
    options.last_hidden_state = !heads_alone;
    options.all_prediction_logits = all_pieces;
    options.prediction_rows = {3, 11, 5};
    const auto somebody = std::make_shared<int>(0);
    options.is_cancelled = [somebody, workers = &workers] { return *somebody > 0 && workers; };
    ForwardResult result;
    for (int warm_up = 0; warm_up < 2; ++warm_up)
        m_bert.forward(m_batch, options, workers, result);
    const int before = allocations;
    m_bert.forward(m_batch, options, workers, result);
    QCOMPARE(allocations - before, 0);
}

void AllocationTest::a_first_pass_is_counted()
{
    Workers workers(1);
    const int before = allocations;
    const ForwardResult result = Bert(random_parameters(m_config)).forward(m_batch, {}, workers);
    QVERIFY(allocations - before > 10);
}

void AllocationTest::an_old_result_takes_any_shape()
{
    Workers workers(2);
    ForwardResult reused;
    for (const bool heads_alone : {false, true, false})
        for (const Index length : {5, 40, 1, 33}) {
            const Batch batch = batch_of({random_sequence(m_config, length, 7)});
            ForwardOptions options;
            options.last_hidden_state = !heads_alone;
            options.prediction_rows = {length - 1, 0};
            m_bert.forward(batch, options, workers, reused);
            const ForwardResult fresh = m_bert.forward(batch, options, workers);
            QVERIFY(reused.last_hidden_state == fresh.last_hidden_state);
            QVERIFY(reused.pooler_output == fresh.pooler_output);
            QVERIFY(reused.prediction_logits == fresh.prediction_logits);
            QVERIFY(reused.seq_relationship_logits == fresh.seq_relationship_logits);
        }
}

QTEST_APPLESS_MAIN(AllocationTest)
#include "allocation_test.moc"
