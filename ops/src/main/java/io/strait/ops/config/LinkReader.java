package io.strait.ops.config;

import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.Renaming;
import io.strait.replicator.topology.TopicSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code links}. */
final class LinkReader {
  private final Set<ClusterAlias> clusters;
  private final Secrets secrets;
  private final Problems problems;
  private final Map<String, String> owners = new HashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<LinkName, LinkSettings> settings = new HashMap<>();

  LinkReader(Set<ClusterAlias> clusters, Secrets secrets, Problems problems) {
    this.clusters = clusters;
    this.secrets = secrets;
    this.problems = problems;
  }

  List<Link> read(Section root) {
    List<Link> links = new ArrayList<>();
    for (Section section : root.sections("links")) {
      link(section).ifPresent(links::add);
      section.done();
    }
    links.forEach(link -> links.forEach(other -> checkReturn(link, other)));
    return links;
  }

  private Optional<Link> link(Section section) {
    Optional<LinkName> name = section.required("name").flatMap(this::name);
    Optional<ClusterAlias> source = section.required("source").flatMap(this::cluster);
    Optional<ClusterAlias> target = section.required("target").flatMap(this::cluster);
    Optional<TopicSelection> selection =
        new TopicSelectionReader(problems)
            .read(
                section,
                (text, mirror) -> target.ifPresent(alias -> claimMirror(text, mirror, alias)));
    MirrorMakerSection mirrorMaker = new MirrorMakerSection(problems);
    LinkSettings read =
        new LinkSettingsReader(secrets, problems)
            .read(section, new OwnTopics(selection), mirrorMaker.read(section));
    name.ifPresent(found -> settings.put(found, read));
    if (source.isPresent() && source.equals(target)) {
      problems.error(
          section.path() + ".target",
          section.line(),
          "is '" + target.get() + "', the same as the source",
          "Name two different clusters");
      return Optional.empty();
    }
    if (name.isEmpty() || source.isEmpty() || target.isEmpty() || selection.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        mirrorMaker.applied(new Link(name.get(), source.get(), target.get(), selection.get())));
  }

  /** All names that the file gives, those of refused links included. */
  Set<String> names() {
    return names;
  }

  /** How each link copies, by name; complete after {@link #read}. */
  Map<LinkName, LinkSettings> settings() {
    return settings;
  }

  private Optional<LinkName> name(Text text) {
    names.add(text.value());
    try {
      LinkName name = new LinkName(text.value());
      claim("link name " + name, text, "is '" + name + "', a name that another link has already");
      return Optional.of(name);
    } catch (IllegalArgumentException e) {
      problems.error(text.path(), text.line(), e.getMessage(), "Rename the link");
      return Optional.empty();
    }
  }

  private Optional<ClusterAlias> cluster(Text text) {
    Optional<ClusterAlias> known =
        clusters.stream().filter(alias -> alias.value().equals(text.value())).findFirst();
    if (known.isEmpty()) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is not one of the clusters",
          Nearest.advice(
              text.value(),
              clusters.stream().map(ClusterAlias::value).collect(Collectors.toSet())));
    }
    return known;
  }

  private void claimMirror(Text text, String mirror, ClusterAlias target) {
    claim(
        target + "/" + mirror,
        text,
        "is '" + mirror + "', which is mirrored onto '" + target + "' already");
  }

  /** Names that grow by a prefix at each crossing would never come to an end. */
  private void checkReturn(Link link, Link other) {
    boolean opposite = link.source().equals(other.target()) && link.target().equals(other.source());
    boolean renames =
        other.selection().naming() instanceof Renaming renaming && !renaming.prefix().isEmpty();
    if (opposite && renames && link.selection().isOpen()) {
      String brought = other.selection().naming().target("topic");
      if (link.selection().covers(brought)) {
        problems.error(
            "links",
            0,
            "link '"
                + link.name()
                + "' would take what link '"
                + other.name()
                + "' brings (such as '"
                + brought
                + "') back to '"
                + link.target()
                + "'",
            "Add an 'exclude' for names with that prefix to link '" + link.name() + "'");
      }
    }
  }

  /** One mirror topic has one writer, one name one link. */
  private void claim(String what, Text text, String complaint) {
    String owner = owners.putIfAbsent(what, text.path());
    if (owner != null) {
      problems.error(
          text.path(),
          text.line(),
          complaint + " (" + owner + ")",
          "Change or remove one of the two");
    }
  }
}
