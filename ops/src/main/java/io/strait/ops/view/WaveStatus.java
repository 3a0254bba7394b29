package io.strait.ops.view;

/**
 * A wave as one daemon sees it.
 *
 * @param wave its name
 * @param owner whether this daemon runs its migration; another may
 * @param state the migration's state, {@code NOT_STARTED} before there is one, {@code UNKNOWN} when
 *     another daemon owns it
 * @param detail one sentence, may be empty
 */
public record WaveStatus(String wave, boolean owner, String state, String detail) {}
