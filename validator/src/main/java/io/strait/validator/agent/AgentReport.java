package io.strait.validator.agent;

import io.strait.validator.records.ScanReport;
import java.util.List;

/**
 * What a scan through agents found and what it cost.
 *
 * @param scan the judgement
 * @param source what the source's side cost
 * @param target what the target's side cost
 * @param remote what the sides that are read by agents cost together
 * @param notes who read what, for people
 */
public record AgentReport(
    ScanReport scan, Traffic source, Traffic target, Traffic remote, List<String> notes) {
  /** Copies the list. */
  public AgentReport {
    notes = List.copyOf(notes);
  }

  /**
   * Bytes moved to and from agents as a part of the record bytes that they read, 0 or more; 0 when
   * nothing was read.
   */
  public double share() {
    return remote.digested() == 0 ? 0 : (double) remote.moved() / remote.digested();
  }
}
