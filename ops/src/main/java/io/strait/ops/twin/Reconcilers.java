package io.strait.ops.twin;

import io.strait.ops.config.ClusterConfig;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.config.TwinSettings;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.LinkTranslations;
import io.strait.replicator.registry.RegistrySpec;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Reconciler;
import io.strait.replicator.sync.acl.AclReconciler;
import io.strait.replicator.sync.group.GroupReconciler;
import io.strait.replicator.sync.quota.QuotaReconciler;
import io.strait.replicator.sync.schema.SchemaReconciler;
import io.strait.replicator.sync.state.AppliedLog;
import io.strait.replicator.sync.topic.TopicReconciler;
import io.strait.replicator.sync.user.UserReconciler;
import io.strait.replicator.topology.Link;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The reconcilers of one link; the only place that builds them.
 *
 * <p>Connects to nothing before the first comparison. Each reconciler belongs to one thread at a
 * time; different ones may be used at the same time.
 */
public final class Reconcilers implements AutoCloseable {
  private final Link link;
  private final TwinSettings settings;
  private final boolean armed;
  private final boolean deleting;
  private final Clock clock;
  private final Cluster source;
  private final Cluster target;
  private final Cluster copying;
  private final Cluster copyingSource;
  private final Cluster topicsSource;
  private final Cluster topicsTarget;
  private final AppliedLog applied;
  private final GroupReconciler groups;
  private final Optional<Reconciler> schemas;
  private final Map<Aspect, Reconciler> built = new EnumMap<>(Aspect.class);

  private Reconcilers(
      StraitConfig config, Link link, boolean armed, boolean deleting, Clock clock) {
    ClusterConfig sourceConfig = config.cluster(link.source());
    ClusterConfig targetConfig = config.cluster(link.target());
    this.link = link;
    this.settings = config.settings(link.name()).twin();
    this.armed = armed;
    this.deleting = deleting;
    this.clock = clock;
    this.source = new Cluster(sourceConfig.forMetadata());
    this.target = new Cluster(targetConfig.forMetadata());
    // Like all internal topics of a link; the credential for metadata need not write any topic.
    this.copying = new Cluster(targetConfig.copying());
    this.copyingSource = new Cluster(sourceConfig.copying());
    // Who fences need not touch topics; who copies makes mirrors anyway.
    this.topicsSource = sourceConfig.metadata().isPresent() ? source : copyingSource;
    this.topicsTarget = targetConfig.metadata().isPresent() ? target : copying;
    this.applied = new AppliedLog(copying, link.name());
    this.groups =
        new GroupReconciler(
            link,
            source,
            target,
            new LinkTranslations(link.name(), copyingSource, copying),
            settings.groups(),
            inWaves(config, link),
            applied);
    this.schemas = schemas(sourceConfig.registry(), targetConfig.registry());
  }

  /**
   * Those of a link that the configuration asks for; the caller closes them.
   *
   * @param armed whether what is staged until a promotion is to be made now
   */
  public static Reconcilers of(StraitConfig config, Link link, boolean armed, Clock clock) {
    return of(config, link, armed, false, clock);
  }

  /**
   * The same.
   *
   * @param deleting whether mirrors whose source topic is gone are deleted without a grace, where
   *     {@code twin.topics.delete} has them deleted at all
   */
  public static Reconcilers of(
      StraitConfig config, Link link, boolean armed, boolean deleting, Clock clock) {
    Reconcilers reconcilers = new Reconcilers(config, link, armed, deleting, clock);
    reconcilers
        .build(new OwnIdentity(config))
        .forEach(one -> reconcilers.built.put(one.aspect(), one));
    return reconcilers;
  }

  /** Groups that a wave of the link names move with it, and nobody else may write them. */
  private static Set<String> inWaves(StraitConfig config, Link link) {
    return config.waves().stream()
        .filter(wave -> wave.link().name().equals(link.name()))
        .flatMap(wave -> wave.groups().stream())
        .collect(Collectors.toSet());
  }

  /** Empty unless both clusters have a registry. */
  private Optional<Reconciler> schemas(Optional<RegistrySpec> from, Optional<RegistrySpec> to) {
    return from.flatMap(
        first ->
            to.map(
                second ->
                    new SchemaReconciler(
                        first,
                        second,
                        settings.schemas(),
                        link.selection(),
                        settings.drift(),
                        applied,
                        clock,
                        RandomGenerator.getDefault())));
  }

  /** One line per aspect. */
  private List<Reconciler> build(OwnIdentity own) {
    List<Reconciler> all = new ArrayList<>();
    all.add(
        new TopicReconciler(
            link,
            topicsSource,
            topicsTarget,
            settings.topics(),
            settings.drift(),
            deleting,
            applied,
            clock));
    all.add(
        new AclReconciler(
            source,
            target,
            link,
            settings.acls(),
            settings.drift(),
            own.acls(),
            armed,
            applied,
            clock));
    all.add(
        new QuotaReconciler(
            source,
            target,
            settings.quotas(),
            settings.acls().principals(),
            own.users(),
            settings.drift(),
            applied,
            clock));
    all.add(
        new UserReconciler(
            source,
            target,
            settings.users(),
            settings.acls().principals(),
            own.users(),
            settings.drift(),
            applied,
            clock));
    all.add(groups);
    schemas.ifPresent(all::add);
    return all;
  }

  /** The link that they keep. */
  public Link link() {
    return link;
  }

  /** How the link is kept. */
  public TwinSettings settings() {
    return settings;
  }

  /** Whether an operator confirmed deletions. */
  boolean mayDelete() {
    return deleting;
  }

  /** What can be compared. */
  public Set<Aspect> aspects() {
    return Set.copyOf(built.keySet());
  }

  /**
   * The one for an aspect, which knows what was applied until now; empty if there is none.
   *
   * @throws io.strait.replicator.cluster.ClusterException if what was applied cannot be read
   */
  public Optional<Reconciler> get(Aspect aspect) {
    applied.refresh();
    return Optional.ofNullable(built.get(aspect));
  }

  /**
   * The one for groups, which knows what was applied until now.
   *
   * @throws io.strait.replicator.cluster.ClusterException if what was applied cannot be read
   */
  public GroupReconciler groups() {
    applied.refresh();
    return groups;
  }

  @Override
  public void close() {
    built.values().forEach(Reconciler::close);
    applied.close();
    copying.close();
    copyingSource.close();
    target.close();
    source.close();
  }
}
