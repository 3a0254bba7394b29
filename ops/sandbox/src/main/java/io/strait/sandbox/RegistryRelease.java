package io.strait.sandbox;

import io.strait.sandbox.release.Artifact;
import io.strait.sandbox.release.Bundle;
import java.util.List;

/**
 * Releases of the schema registry Apicurio that the sandbox can run; fetched when first asked for.
 */
public enum RegistryRelease {
  /** The last one that runs on Java 17. */
  V2_6_13(
      "2.6.13.Final",
      17,
      "apicurio-registry-app-2.6.13.Final-runner.jar",
      "apis/registry/v2",
      List.of("-Dregistry.rest.artifact.deletion.enabled=true")),
  /** Needs Java 21. */
  V3_3_3(
      "3.3.3",
      21,
      "quarkus-run.jar",
      "apis/registry/v3",
      List.of(
          "-Dapicurio.storage.kind=sql",
          "-Dapicurio.storage.sql.kind=h2",
          "-Dapicurio.rest.deletion.artifact.enabled=true",
          "-Dapicurio.rest.deletion.artifact-version.enabled=true",
          "-Dapicurio.rest.deletion.group.enabled=true",
          // What its own description asks for when it is started as a jar.
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED"));

  private final String version;
  private final int java;
  private final String jar;
  private final String nativePath;
  private final List<String> flags;

  RegistryRelease(String version, int java, String jar, String nativePath, List<String> flags) {
    this.version = version;
    this.java = java;
    this.jar = jar;
    this.nativePath = nativePath;
    this.flags = flags;
  }

  /** Such as {@code 2.6.13.Final}. */
  public String version() {
    return version;
  }

  /** The oldest Java it runs on. */
  public int java() {
    return java;
  }

  /** Path of its native API below the server's address. */
  public String nativePath() {
    return nativePath;
  }

  String jar() {
    return jar;
  }

  /** JVM flags that make it forgetful, and let tests delete. */
  List<String> flags() {
    return flags;
  }

  Bundle bundle() {
    return new Bundle(
        "apicurio",
        version,
        List.of(new Artifact("io.apicurio", "apicurio-registry-app", version, "tar.gz", "all")),
        Bundle.Content.UNPACKED);
  }
}
