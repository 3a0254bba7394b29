package io.strait.ops.view;

import io.strait.replicator.progress.LinkProgress;
import java.time.Instant;
import java.util.List;

/**
 * Everything a daemon knows about itself at one moment.
 *
 * @param at when the snapshot was taken
 * @param links every engine of this process, sorted by name
 * @param waves every wave of the configuration, sorted by name
 * @param problems what keeps a link or a wave from being served, one sentence each; empty when fine
 */
public record DaemonStatus(
    Instant at, List<LinkProgress> links, List<WaveStatus> waves, List<String> problems) {
  /** Keeps copies. */
  public DaemonStatus {
    links = List.copyOf(links);
    waves = List.copyOf(waves);
    problems = List.copyOf(problems);
  }
}
