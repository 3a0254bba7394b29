package io.strait.validator.explain;

import io.strait.validator.check.FindingCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a finding means and what to do about it.
 *
 * @param code the finding
 * @param summary one sentence
 * @param meaning what it means for whoever reads the target
 * @param detected how it is found
 * @param looks what reports say
 * @param benign known benign causes, and how each is told apart; not empty
 * @param first what to do first; not empty
 * @param runbook file of the repository with the steps, where there is one
 */
public record FindingGuide(
    FindingCode code,
    String summary,
    String meaning,
    String detected,
    String looks,
    List<String> benign,
    List<String> first,
    Optional<String> runbook) {
  private static final Map<FindingCode, FindingGuide> ALL = load();

  /** The guide of a code; every code has one. */
  public static FindingGuide of(FindingCode code) {
    return Optional.ofNullable(ALL.get(code))
        .orElseThrow(() -> new IllegalStateException("findings.txt does not explain " + code));
  }

  /** All guides in the order of the codes. */
  public static List<FindingGuide> all() {
    List<FindingGuide> all = new ArrayList<>();
    for (FindingCode code : FindingCode.values()) {
      all.add(of(code));
    }
    return all;
  }

  private static Map<FindingCode, FindingGuide> load() {
    Map<FindingCode, FindingGuide> guides = new EnumMap<>(FindingCode.class);
    for (GuideFile.Entry entry : GuideFile.read("findings.txt").values()) {
      FindingCode code = FindingCode.valueOf(entry.name());
      guides.put(
          code,
          new FindingGuide(
              code,
              entry.text("summary"),
              entry.text("meaning"),
              entry.text("detected"),
              entry.text("looks"),
              entry.items("benign"),
              entry.items("first"),
              Optional.of(entry.text("runbook")).filter(file -> !file.equals("none"))));
    }
    return guides;
  }
}
