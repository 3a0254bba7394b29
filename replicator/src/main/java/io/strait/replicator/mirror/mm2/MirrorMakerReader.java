package io.strait.replicator.mirror.mm2;

import io.strait.replicator.topology.ClusterAlias;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the content of an {@code mm2.properties}. Connects to nothing and looks nothing up. */
public final class MirrorMakerReader {
  private final Map<String, String> file;
  private final List<KeyFate> fates = new ArrayList<>();
  private final List<KeyProblem> problems = new ArrayList<>();

  private MirrorMakerReader(Map<String, String> file) {
    this.file = new TreeMap<>(file);
  }

  /**
   * What the file says. All problems are reported at once; a plan with problems must not be run.
   *
   * @param file keys and values as they are written, references included
   */
  public static MirrorMakerPlan read(Map<String, String> file) {
    return new MirrorMakerReader(file).plan();
  }

  /** How Strait calls a cluster: aliases in capitals are legal only there. */
  public static String strait(String alias) {
    return alias.toLowerCase(Locale.ROOT);
  }

  private MirrorMakerPlan plan() {
    Set<String> aliases = aliases();
    KeySorting sorting = new KeySorting(fates, problems);
    file.keySet().forEach(key -> sorting.sort(key, KeyPlace.of(key, aliases)));
    References references = new References(file);
    references.unknown().forEach(this::unknownProvider);
    if (file.containsKey("enabled")) {
      problem(
          "enabled",
          "names no direction: MirrorMaker 2 may then copy in all of them",
          "Write 'A->B.enabled' for each direction that is meant");
    }
    List<MirrorPair> pairs = pairs(aliases);
    List<KeyPlace.Pair> directions =
        pairs.stream().map(pair -> new KeyPlace.Pair(pair.source(), pair.target())).toList();
    Credentials credentials = new Credentials(file, references, problems);
    List<MirrorCluster> clusters =
        aliases.stream().map(alias -> credentials.of(alias, directions)).toList();
    return new MirrorMakerPlan(clusters, pairs, fates, problems);
  }

  private Set<String> aliases() {
    Set<String> aliases = new LinkedHashSet<>();
    Set<String> small = new LinkedHashSet<>();
    for (String item : file.getOrDefault("clusters", "").split(",")) {
      String alias = item.strip();
      if (alias.isEmpty()) {
        continue;
      }
      try {
        if (!small.add(new ClusterAlias(strait(alias)).value())) {
          problem("clusters", "has two aliases that differ only in capitals", "Rename one");
        }
        aliases.add(alias);
      } catch (IllegalArgumentException e) {
        problem("clusters", "holds an alias that Strait refuses: " + e.getMessage(), "Rename it");
      }
    }
    if (aliases.size() < 2) {
      problem(
          "clusters",
          "names " + aliases.size() + " clusters; a direction needs two",
          "Write 'clusters = A, B'");
    }
    return aliases;
  }

  private List<MirrorPair> pairs(Set<String> aliases) {
    List<MirrorPair> pairs = new ArrayList<>();
    for (String source : aliases) {
      for (String target : aliases) {
        MirrorPair pair = new MirrorPair(source, target, settings(source + "->" + target + "."));
        if (!source.equals(target) && file.containsKey(source + "->" + target + ".enabled")) {
          problems.addAll(SettingChecks.of(pair));
        }
        if (!source.equals(target) && "true".equalsIgnoreCase(pair.settings().get("enabled"))) {
          pairs.add(pair);
        }
      }
    }
    if (pairs.isEmpty() && aliases.size() > 1) {
      problem(
          "clusters",
          "has no direction that is enabled, so MirrorMaker 2 would copy nothing",
          "Write 'A->B.enabled = true'");
    }
    return pairs;
  }

  /** A direction is enabled only by its own key. */
  private Map<String, String> settings(String prefix) {
    Map<String, String> settings = new TreeMap<>();
    file.forEach(
        (key, value) -> {
          if (KeyBook.get().find(KeyBook.Place.PAIR, key).isPresent() && !key.equals("enabled")) {
            settings.put(key, value);
          }
        });
    file.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            settings.put(key.substring(prefix.length()), value);
          }
        });
    return settings;
  }

  private void unknownProvider(String name, String type) {
    problem(
        "config.providers." + name,
        type.isEmpty() ? "has no class" : "is of class '" + type + "', which Strait cannot ask",
        "Use the file, directory or environment provider of Kafka: "
            + String.join(
                ", ",
                Arrays.asList(
                    "FileConfigProvider", "DirectoryConfigProvider", "EnvVarConfigProvider")));
  }

  private void problem(String key, String what, String advice) {
    problems.add(new KeyProblem(key, what, advice));
  }
}
