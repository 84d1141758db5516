#pragma once

namespace bertlab {

/// Ctrl+C while a command runs: the first one is only noted, so that the command can end in order; the second ends the
/// program at once. One at a time, since a process has one handler.
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

    static bool requested();

private:
    void (*m_previous)(int);
};

} // namespace bertlab
