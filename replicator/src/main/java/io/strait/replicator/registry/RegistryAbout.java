package io.strait.replicator.registry;

/**
 * What a registry says of itself when it is only read.
 *
 * @param kind which API it speaks
 * @param version as it names itself; empty if it does not
 * @param contexts whether {@code :.ctx:} means a context there, with ids of its own
 * @param modes whether it knows modes (which does not prove that it enforces them)
 * @param archive whether it takes an archive with ids (Apicurio)
 */
public record RegistryAbout(
    RegistryKind kind, String version, boolean contexts, boolean modes, boolean archive) {
  /** For operators. */
  @Override
  public String toString() {
    return (kind == RegistryKind.APICURIO ? "Apicurio " : "Confluent-compatible ")
        + (version.isEmpty() ? "(version unknown)" : version)
        + (contexts ? ", contexts" : ", no contexts")
        + (modes ? ", modes" : ", no modes")
        + (archive ? ", import of archives" : "");
  }
}
