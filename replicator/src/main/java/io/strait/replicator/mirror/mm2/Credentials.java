package io.strait.replicator.mirror.mm2;

import io.strait.replicator.mirror.mm2.Credential.Property;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Weighs prefixes as MirrorMaker 2 does: the file, then the cluster, then one kind of client of it,
 * then the pair, then one kind of client of the pair.
 */
final class Credentials {
  private final Map<String, String> file;
  private final References references;
  private final Collection<KeyProblem> problems;

  Credentials(Map<String, String> file, References references, Collection<KeyProblem> problems) {
    this.file = file;
    this.references = references;
    this.problems = problems;
  }

  /** One cluster as it serves all of these pairs. */
  MirrorCluster of(String alias, List<KeyPlace.Pair> pairs) {
    Credential plain = new Credential(access("")).with(access(alias + "."));
    List<Credential> copying = new ArrayList<>();
    List<Credential> metadata = new ArrayList<>();
    for (KeyPlace.Pair pair : pairs) {
      boolean isSource = pair.source().equals(alias);
      if (isSource || pair.target().equals(alias)) {
        String side = isSource ? "source." : "target.";
        copying.add(overlaid(plain, alias, pair, side, isSource ? "consumer." : "producer."));
        metadata.add(overlaid(plain, alias, pair, side, "admin."));
      }
    }
    Credential data = only(alias, "reads and writes records", copying).orElse(plain);
    Optional<Credential> admin =
        only(alias, "looks after topics and groups", metadata).filter(one -> !one.isSame(data));
    if (!data.properties().containsKey("bootstrap.servers")) {
      problems.add(
          new KeyProblem(
              alias + ".bootstrap.servers",
              "is missing, so nobody knows where cluster '" + alias + "' is",
              "Add it, or remove '" + alias + "' from 'clusters'"));
    }
    return new MirrorCluster(alias, data, admin);
  }

  private Credential overlaid(
      Credential plain, String alias, KeyPlace.Pair pair, String side, String role) {
    return plain
        .with(access(alias + "." + role))
        .with(access(pair + "." + side + "cluster."))
        .with(access(pair + "." + role))
        .with(access(pair + "." + side + role));
  }

  private Optional<Credential> only(String alias, String purpose, List<Credential> found) {
    if (found.stream().anyMatch(one -> !one.isSame(found.get(0)))) {
      problems.add(
          new KeyProblem(
              alias,
              "has several credentials for what " + purpose + ", but Strait uses one per cluster",
              "Give all clients of the cluster the same security settings, or run one file per"
                  + " direction"));
    }
    return found.stream().findFirst();
  }

  private Map<String, Property> access(String prefix) {
    Map<String, Property> found = new TreeMap<>();
    file.forEach(
        (key, value) -> {
          String name = key.startsWith(prefix) ? key.substring(prefix.length()) : "";
          if (ClientKeys.isAccess(name)) {
            found.put(
                name, new Property(references.rewritten(value), key, ClientKeys.isSecret(name)));
          }
        });
    return found;
  }
}
