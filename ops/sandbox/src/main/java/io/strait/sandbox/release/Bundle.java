package io.strait.sandbox.release;

import java.util.List;

/**
 * What is fetched together and lies in one folder.
 *
 * @param name of the folder, with the version behind it
 * @param version of the whole
 * @param artifacts at least one
 * @param content what the folder shall hold
 */
public record Bundle(String name, String version, List<Artifact> artifacts, Content content) {

  /** What becomes of the artifacts. */
  public enum Content {
    /** They and everything they need at run time, one file each, as their own release wants it. */
    LIBRARIES("copy-dependencies"),
    /** They alone, unpacked. */
    UNPACKED("unpack");

    private final String goal;

    Content(String goal) {
      this.goal = goal;
    }

    String goal() {
      return goal;
    }
  }

  /** Refuses a bundle of nothing. */
  public Bundle {
    artifacts = List.copyOf(artifacts);
    if (artifacts.isEmpty()) {
      throw new IllegalArgumentException("bundle '" + name + "' has no artifact");
    }
  }

  /** Name of its folder in the cache. */
  String folder() {
    return name + "-" + version;
  }

  /** A project description that needs this bundle and nothing else. */
  String projectDescription() {
    StringBuilder text = new StringBuilder("<project xmlns=\"http://maven.apache.org/POM/4.0.0\">");
    text.append("<modelVersion>4.0.0</modelVersion><groupId>io.strait.fetched</groupId>");
    text.append("<artifactId>").append(name).append("</artifactId>");
    text.append("<version>").append(version).append("</version><packaging>pom</packaging>");
    switch (content) {
      case LIBRARIES -> {
        text.append("<dependencies>");
        artifacts.forEach(artifact -> text.append(artifact.xml("dependency")));
        text.append("</dependencies>");
      }
      case UNPACKED -> {
        text.append("<build><plugins><plugin>").append(MavenRun.PLUGIN.xml());
        text.append("<configuration><artifactItems>");
        artifacts.forEach(artifact -> text.append(artifact.xml("artifactItem")));
        text.append("</artifactItems></configuration></plugin></plugins></build>");
      }
    }
    return text.append("</project>").toString();
  }
}
