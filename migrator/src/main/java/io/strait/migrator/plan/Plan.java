package io.strait.migrator.plan;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/**
 * What will be done, and what stands in the way.
 *
 * @param wave what moves
 * @param steps in order: mirroring, the switch, the end
 * @param findings blocking first
 */
public record Plan(Wave wave, List<PlannedStep> steps, List<PlanFinding> findings) {
  /** Keeps copies; sorts the findings. */
  public Plan {
    steps = List.copyOf(steps);
    findings = findings.stream().sorted(Comparator.comparing(PlanFinding::severity)).toList();
  }

  /** Whether anything stops the migration. */
  public boolean blocked() {
    return findings.stream()
        .anyMatch(finding -> finding.severity() == PlanFinding.Severity.BLOCKING);
  }

  /** For people; ends with a newline. */
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append("Wave ").append(wave.name()).append(": ").append(wave.source());
    out.append(" -> ").append(wave.target()).append(" over link ").append(wave.link().name());
    out.append("\n  topics      ").append(String.join(", ", wave.topics()));
    out.append("\n  groups      ").append(String.join(", ", wave.groups()));
    out.append("\n  principals  ").append(String.join(", ", wave.principals()));
    out.append("\n\nSteps\n");
    for (int i = 0; i < steps.size(); i++) {
      PlannedStep step = steps.get(i);
      out.append(
          String.format("  %2d  %-14s %-13s %s%n", i + 1, step.state(), step.name(), step.does()));
      if (!step.takenBackBy().isEmpty()) {
        out.append(String.format("  %32s taken back: %s%n", "", step.takenBackBy()));
      }
    }
    out.append("\nFindings\n");
    if (findings.isEmpty()) {
      out.append("  none\n");
    }
    findings.forEach(
        finding ->
            out.append(
                String.format(
                    "  %-8s  %s: %s%n", finding.severity(), finding.subject(), finding.text())));
    out.append(blocked() ? "\nThis plan is blocked.\n" : "\nNothing has been changed.\n");
    return out.toString();
  }

  /** For machines; field names are stable. */
  public ObjectNode json() {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("wave", wave.name());
    json.put("link", wave.link().name().value());
    json.put("source", wave.source().value());
    json.put("target", wave.target().value());
    wave.topics().forEach(json.putArray("topics")::add);
    wave.groups().forEach(json.putArray("groups")::add);
    wave.principals().forEach(json.putArray("principals")::add);
    var listed = json.putArray("steps");
    for (PlannedStep step : steps) {
      listed
          .addObject()
          .put("name", step.name())
          .put("state", step.state())
          .put("does", step.does())
          .put("taken_back_by", step.takenBackBy());
    }
    var found = json.putArray("findings");
    for (PlanFinding finding : findings) {
      found
          .addObject()
          .put("severity", finding.severity().name())
          .put("subject", finding.subject())
          .put("text", finding.text());
    }
    return json.put("blocked", blocked());
  }
}
