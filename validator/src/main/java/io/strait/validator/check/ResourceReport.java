package io.strait.validator.check;

import java.util.ArrayList;
import java.util.List;

/**
 * What came out of judging one aspect of a cluster besides records.
 *
 * @param aspect what was judged: {@code groups}, {@code topics}, {@code acls}, {@code quotas},
 *     {@code schemas}
 * @param compared how many values (positions, configurations, bindings, versions) were compared
 * @param findings all of them, in order, explained ones included
 * @param unread what was asked for but could not be read, as sentences; anything here makes an
 *     otherwise clean report inconclusive
 * @param notes what to know when reading it; for people
 */
public record ResourceReport(
    String aspect,
    long compared,
    List<ResourceFinding> findings,
    List<String> unread,
    List<String> notes) {

  /** Sorts the findings and keeps copies. */
  public ResourceReport {
    List<ResourceFinding> sorted = new ArrayList<>(findings);
    sorted.sort(ResourceFinding.ORDER);
    findings = List.copyOf(sorted);
    unread = List.copyOf(unread);
    notes = List.copyOf(notes);
  }

  /** An aspect of which nothing could be read. */
  public static ResourceReport unread(String aspect, String why) {
    return new ResourceReport(aspect, 0, List.of(), List.of(why), List.of());
  }

  /** The findings that nothing accounts for; gaps in the proof among them. */
  public List<ResourceFinding> open() {
    return findings.stream().filter(finding -> !finding.isExplained()).toList();
  }

  /** How many findings nothing accounts for and show a wrong copy. */
  public long differences() {
    return open().stream().filter(finding -> finding.code().isDifference()).count();
  }

  /** How many findings a declared or benign cause accounts for. */
  public long explained() {
    return findings.size() - open().size();
  }

  /** Whether part of what was asked for was not judged. */
  public boolean hasGaps() {
    return !unread.isEmpty() || open().size() > differences();
  }

  /** {@code passed}, {@code failed} or {@code inconclusive}, as {@link Verdict#word}. */
  public String word() {
    if (differences() > 0) {
      return "failed";
    }
    return hasGaps() ? "inconclusive" : "passed";
  }
}
