package io.strait.sandbox.release;

import java.util.regex.Pattern;

/**
 * One artifact as Maven names it.
 *
 * @param type {@code jar}, {@code tar.gz}...
 * @param classifier empty for none
 */
public record Artifact(
    String groupId, String artifactId, String version, String type, String classifier) {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]+");

  /** Refuses what Maven would not take as a coordinate. */
  public Artifact {
    for (String part : new String[] {groupId, artifactId, version, type}) {
      if (!WORD.matcher(part).matches()) {
        throw new IllegalArgumentException(
            "artifact part '" + part + "': use letters, digits, '.', '_' and '-'");
      }
    }
    if (!classifier.isEmpty() && !WORD.matcher(classifier).matches()) {
      throw new IllegalArgumentException("artifact classifier '" + classifier + "' is no word");
    }
  }

  /** An ordinary library. */
  public static Artifact jar(String groupId, String artifactId, String version) {
    return new Artifact(groupId, artifactId, version, "jar", "");
  }

  /** As an element of a project description; {@code element} is what Maven calls it there. */
  String xml(String element) {
    String optional = classifier.isEmpty() ? "" : "<classifier>" + classifier + "</classifier>";
    return "<%s>%s<type>%s</type>%s</%s>".formatted(element, xml(), type, optional, element);
  }

  /** Group, name and version only, all that a plugin is named by. */
  String xml() {
    return "<groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>"
        .formatted(groupId, artifactId, version);
  }

  @Override
  public String toString() {
    String tail = classifier.isEmpty() ? "" : ":" + classifier;
    return groupId + ":" + artifactId + ":" + version + ":" + type + tail;
  }
}
