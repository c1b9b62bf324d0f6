import time

from portal.clock.heartbeat import beating


def test_beats_while_the_block_runs_and_not_after():
    beats = []
    with beating(lambda: beats.append(1), 0.01):
        time.sleep(0.2)
    number = len(beats)
    assert number > 3
    time.sleep(0.05)
    assert len(beats) == number


def test_a_beat_that_fails_is_not_the_last():
    beats = []

    def beat():
        beats.append(1)
        raise OSError

    with beating(beat, 0.01):
        time.sleep(0.2)
    assert len(beats) > 3
