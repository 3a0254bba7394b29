package io.strait.replicator.mirror.mm2;

import io.strait.replicator.mirror.mm2.KeyBook.Place;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says of each key what it is to Strait, by MirrorMaker 2's own rules of what counts where. */
final class KeySorting {
  /** Worker settings that MirrorMaker 2 takes from the whole file. */
  private static final List<String> WORKERS_PLAIN =
      List.of(
          "offset.storage",
          "config.storage",
          "status.storage",
          "key.converter",
          "value.converter",
          "header.converter",
          "task",
          "worker");

  private final KeyBook book = KeyBook.get();
  private final Collection<KeyFate> fates;
  private final Collection<KeyProblem> problems;

  /** Adds to both. */
  KeySorting(Collection<KeyFate> fates, Collection<KeyProblem> problems) {
    this.fates = fates;
    this.problems = problems;
  }

  void sort(String key, KeyPlace place) {
    if (place.isPlain()) {
      plain(key);
    } else if (place.alias().isPresent()) {
      ofCluster(key, place.alias().get(), place.rest());
    } else {
      ofPair(key, place.rest());
    }
  }

  private void plain(String key) {
    Optional<KeyBook.Entry> known =
        book.find(List.of(Place.MAKER, Place.PAIR), key)
            .or(() -> book.find(Place.WORKER, key).filter(entry -> isWorkerPlain(key)));
    if (known.isPresent()) {
      fate(key, known.get());
    } else if (ClientKeys.isAccess(key)) {
      fate(key, KeyUse.BECOMES, "properties of every cluster that has none of its own");
    } else if (book.find(Place.DIRECTION, key).isPresent()) {
      fate(key, KeyUse.IGNORED, "it counts only as A->B." + key);
    } else if (role(key).isPresent() || book.find(Place.WORKER, key).isPresent()) {
      fate(key, KeyUse.IGNORED, "it counts only behind a cluster's alias: A." + key);
    } else if (ClientKeys.isKnown(key)) {
      fate(key, KeyUse.IGNORED, "it counts only for one kind of client: A.consumer." + key);
    } else {
      unknown(key, key, "", Place.MAKER, Place.PAIR, Place.WORKER);
    }
  }

  private static boolean isWorkerPlain(String key) {
    return WORKERS_PLAIN.stream().anyMatch(key::startsWith);
  }

  private void ofCluster(String key, String alias, String rest) {
    if (ClientKeys.isAccess(rest)) {
      access(key, alias, rest);
    } else if (book.find(Place.WORKER, rest).isPresent()) {
      fate(key, book.find(Place.WORKER, rest).get());
    } else if (role(rest).isPresent()) {
      ofClient(key, role(rest).get(), rest);
    } else if (book.find(List.of(Place.PAIR, Place.DIRECTION), rest).isPresent()) {
      fate(key, KeyUse.IGNORED, "it counts only as " + rest + " or A->B." + rest);
    } else if (ClientKeys.isKnown(rest)) {
      fate(key, KeyUse.NOT_NEEDED, ClientKeys.reason(rest));
    } else {
      unknown(key, rest, alias + ".", Place.WORKER);
    }
  }

  private void access(String key, String alias, String rest) {
    fate(
        key,
        KeyUse.BECOMES,
        rest.equals("bootstrap.servers")
            ? "clusters." + alias + ".bootstrap"
            : "clusters." + alias + ".properties");
  }

  private void ofPair(String key, String rest) {
    Optional<KeyBook.Entry> known = book.find(List.of(Place.PAIR, Place.DIRECTION), rest);
    String bare = withoutSide(rest);
    if (known.isPresent()) {
      fate(key, known.get());
    } else if (!bare.equals(rest) && ClientKeys.isAccess(bare)) {
      fate(key, KeyUse.BECOMES, "properties of the pair's cluster");
    } else if (role(bare).isPresent()) {
      ofClient(key, role(bare).get(), bare);
    } else if (!bare.equals(rest) && ClientKeys.isKnown(bare)
        || book.find(Place.WORKER, rest).isPresent()
        || ClientKeys.isKnown(rest)) {
      fate(key, KeyUse.IGNORED, "a pair's connectors do not read it");
    } else {
      unknown(key, rest, key.substring(0, key.length() - rest.length()), Place.PAIR);
    }
  }

  /** Without {@code source.cluster.}, {@code source.} and the like. */
  static String withoutSide(String rest) {
    for (String side : List.of("source.cluster.", "target.cluster.", "source.", "target.")) {
      if (rest.startsWith(side)) {
        return rest.substring(side.length());
      }
    }
    return rest;
  }

  private void ofClient(String key, String role, String rest) {
    String name = rest.substring(role.length() + 1);
    if (ClientKeys.isAccess(name)) {
      fate(
          key,
          KeyUse.BECOMES,
          role.equals("admin") ? "metadata of the cluster" : "properties of the cluster");
    } else if (ClientKeys.isKnown(role, name)) {
      fate(key, KeyUse.NOT_NEEDED, ClientKeys.reason(name));
    } else {
      problem(
          key,
          "is not a property of kafka-clients' " + role,
          NearKey.to(name, ClientKeys.names()).map(near -> role + "." + near));
    }
  }

  private static Optional<String> role(String rest) {
    return ClientKeys.ROLES.stream().filter(role -> rest.startsWith(role + ".")).findFirst();
  }

  private void unknown(String key, String rest, String prefix, Place... places) {
    Set<String> known = new TreeSet<>();
    for (Place place : places) {
      known.addAll(book.names(place));
    }
    if (prefix.contains("->")) {
      known.addAll(book.names(Place.DIRECTION));
    } else {
      known.add("bootstrap.servers");
      ClientKeys.names().stream().filter(ClientKeys::isAccess).forEach(known::add);
    }
    problem(
        key,
        "is no key that MirrorMaker 2 of Kafka 4.3 documents",
        NearKey.to(rest, known).map(near -> prefix + near));
  }

  private void problem(String key, String what, Optional<String> near) {
    problems.add(
        new KeyProblem(
            key,
            what,
            near.map(name -> "Did you mean '" + name + "'")
                .orElse("Remove it; MirrorMaker 2 passes over it without a word")));
  }

  private void fate(String key, KeyBook.Entry entry) {
    fate(key, entry.use(), entry.text());
  }

  private void fate(String key, KeyUse use, String text) {
    fates.add(new KeyFate(key, use, text));
  }
}
