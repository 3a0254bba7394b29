package io.strait.ops.judge;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.config.TwinSettings;
import io.strait.ops.twin.OwnIdentity;
import io.strait.ops.verify.Contracts;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.registry.RegistryException;
import io.strait.replicator.registry.RegistrySpec;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.acl.AclPolicy;
import io.strait.replicator.sync.acl.AclText;
import io.strait.replicator.sync.acl.OwnAcls;
import io.strait.replicator.sync.schema.IdPolicy;
import io.strait.replicator.sync.schema.SubjectNaming;
import io.strait.replicator.sync.state.AppliedLog;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.NamingRule;
import io.strait.replicator.topology.Renaming;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.ResourceReport;
import io.strait.validator.contract.Contract.Placement;
import io.strait.validator.groups.GroupCheck;
import io.strait.validator.groups.GroupKind;
import io.strait.validator.groups.GroupOptions;
import io.strait.validator.groups.GroupScope;
import io.strait.validator.groups.GroupSide;
import io.strait.validator.metadata.AclDrift;
import io.strait.validator.metadata.AclScope;
import io.strait.validator.metadata.MetadataReader;
import io.strait.validator.metadata.QuotaDrift;
import io.strait.validator.metadata.QuotaScope;
import io.strait.validator.metadata.SchemaDrift;
import io.strait.validator.metadata.SchemaScope;
import io.strait.validator.metadata.TopicDrift;
import io.strait.validator.metadata.TopicScope;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Judges what a link's target has besides records. One thread; closes what it opened.
 *
 * <p>Groups and topics are those of the link; of ACLs, quotas and schemas all that {@code twin}
 * selects, also where the link does not keep them: then nobody is told to have moved.
 */
public final class TwinJudge implements AutoCloseable {
  private static final Duration STALL = Duration.ofSeconds(30);

  private final Optional<Kept> kept;
  private final TwinSettings twin;
  private final List<TopicMapping> topics;
  private final Contracts contracts;
  private final Clock clock;
  private final Cluster source;
  private final Cluster target;
  private final Cluster sourceRecords;
  private final Cluster targetRecords;
  private final List<String> notes = new ArrayList<>();
  private final Notebook notebook;

  /** A link, and the configuration that says how it is kept. */
  public record Kept(StraitConfig config, Link link) {}

  /**
   * Reads what the link wrote down.
   *
   * @param kept the link; empty for two clusters of which nothing is known but what they hold
   * @param source reads records of the source; stays open
   * @param target reads records of the target, and of a link's {@code strait.*} there; stays open
   * @param topics only these are judged
   */
  public TwinJudge(
      Optional<Kept> kept,
      Cluster source,
      Cluster target,
      List<TopicMapping> topics,
      Contracts contracts,
      Clock clock) {
    this.kept = kept;
    this.twin =
        kept.map(one -> one.config().settings(one.link().name()).twin())
            .orElseGet(() -> TwinSettings.defaults().keeping(Set.of()));
    this.topics = List.copyOf(topics);
    this.contracts = contracts;
    this.clock = clock;
    this.sourceRecords = source;
    this.targetRecords = target;
    this.source =
        new Cluster(
            kept.map(one -> one.config().cluster(one.link().source()).forMetadata())
                .orElse(source.spec()));
    this.target =
        new Cluster(
            kept.map(one -> one.config().cluster(one.link().target()).forMetadata())
                .orElse(target.spec()));
    this.notebook = kept.map(one -> notebook(one.link())).orElseGet(Notebook::empty);
  }

  private Notebook notebook(Link link) {
    AppliedLog applied = new AppliedLog(targetRecords, link.name());
    try (applied) {
      applied.refresh();
    } catch (ClusterException e) {
      notes.add("what the link applied is not known, so nobody is named: " + e.getMessage());
      return new Notebook(applied, Set.of());
    }
    return new Notebook(applied, twin.keep());
  }

  /**
   * Judges; aspects that cannot be read are in the answer as unread.
   *
   * @param grace how long a difference of groups must last
   * @param cancelled asked now and then
   */
  public List<ResourceReport> judge(
      Set<Judged> aspects, Duration grace, BooleanSupplier cancelled) {
    List<ResourceReport> reports = new ArrayList<>();
    for (Judged aspect : aspects) {
      try {
        reports.add(noted(one(aspect, grace, cancelled)));
      } catch (ClusterException | RegistryException e) {
        reports.add(ResourceReport.unread(aspect.text(), e.getMessage()));
      }
    }
    return reports;
  }

  private ResourceReport one(Judged aspect, Duration grace, BooleanSupplier cancelled) {
    return switch (aspect) {
      case GROUPS -> groups(grace, cancelled);
      case TOPICS -> topics();
      case ACLS -> acls();
      case QUOTAS -> quotas();
      case SCHEMAS -> schemas();
    };
  }

  /** What is to be said of every aspect, and that the link does not keep one. */
  private ResourceReport noted(ResourceReport report) {
    List<String> all = new ArrayList<>(report.notes());
    all.addAll(notes);
    Aspect.of(report.aspect())
        .filter(aspect -> kept.isPresent() && !twin.keep().contains(aspect))
        .ifPresent(aspect -> all.add("the link does not keep " + aspect.text() + " (twin.keep)"));
    return new ResourceReport(
        report.aspect(), report.compared(), report.findings(), report.unread(), all);
  }

  private ResourceReport groups(Duration grace, BooleanSupplier cancelled) {
    MovedGroups moved =
        kept.map(one -> MovedGroups.of(one.config(), one.link(), notes, clock))
            .orElseGet(MovedGroups::none);
    GroupScope scope =
        new GroupScope(
            topics,
            (group, kind) -> moved.before(group).or(() -> excluded(group, kind)),
            contracts,
            moved::after,
            notebook.groups());
    boolean following = twin.keep().contains(Aspect.GROUPS);
    Duration patience = twin.groups().every().multipliedBy(2);
    GroupOptions options =
        new GroupOptions(
            following && patience.compareTo(grace) > 0 ? patience : grace,
            STALL,
            clock.millis(),
            cancelled);
    return new GroupCheck(
            new GroupSide(source, sourceRecords),
            new GroupSide(target, targetRecords),
            scope,
            options,
            clock)
        .run();
  }

  private Optional<String> excluded(String group, GroupKind kind) {
    boolean type = twin.groups().types().stream().anyMatch(one -> one.text().equals(kind.text()));
    if (!twin.groups().selection().selects(group)) {
      return Optional.of("twin.groups leaves it out");
    }
    return type || !kind.hasPositions()
        ? Optional.empty()
        : Optional.of("twin.groups.types leaves out groups of kind " + kind.text());
  }

  private ResourceReport topics() {
    MetadataReader.Topics here =
        new MetadataReader(sourceRecords)
            .topics(topics.stream().map(TopicMapping::source).toList());
    MetadataReader.Topics there =
        new MetadataReader(targetRecords)
            .topics(topics.stream().map(TopicMapping::target).toList());
    Map<String, String> hidden = new TreeMap<>(here.hidden());
    hidden.putAll(there.hidden());
    List<TopicMapping> readable =
        topics.stream()
            .filter(
                topic ->
                    !here.hidden().containsKey(topic.source())
                        && !there.hidden().containsKey(topic.target()))
            .toList();
    boolean spread =
        topics.stream().anyMatch(one -> contracts.apply(one).placement() == Placement.BY_KEY);
    TopicScope scope =
        new TopicScope(
            readable,
            Services.fixed(twin.topics()),
            Services.undecided(twin.topics()),
            Services.settable(twin.topics()),
            spread,
            notebook.configs(),
            notebook.unapplied(Aspect.TOPICS));
    return new TopicDrift(scope).judge(here.found(), there.found(), List.copyOf(hidden.values()));
  }

  private ResourceReport acls() {
    AclPolicy policy = twin.acls();
    OwnAcls mine =
        kept.map(one -> new OwnIdentity(one.config()).acls())
            .orElseGet(() -> new OwnAcls(Set.of(), Set.of(), Set.of()));
    AclScope scope =
        new AclScope(
            topics,
            naming(),
            policy.principals()::onTarget,
            binding -> policy.selection().selects(AclText.of(binding)),
            binding -> isOwn(mine, binding),
            mine.fences(),
            policy.writes() == AclPolicy.Writes.STAGED && twin.keep().contains(Aspect.ACLS),
            notebook.acls().map(made -> binding -> made.contains(AclText.of(binding))),
            notebook.unapplied(Aspect.ACLS));
    return new AclDrift(scope)
        .judge(new MetadataReader(source).acls(), new MetadataReader(target).acls());
  }

  /** Without a link the names of the topics are all that is known. */
  private NamingRule naming() {
    Map<String, String> renamed = new TreeMap<>();
    topics.stream()
        .filter(topic -> !topic.source().equals(topic.target()))
        .forEach(topic -> renamed.put(topic.source(), topic.target()));
    return kept.map(one -> one.link().selection().naming())
        .orElseGet(() -> new Renaming("", renamed));
  }

  private static boolean isOwn(OwnAcls mine, AclBinding binding) {
    return mine.principals().contains(binding.entry().principal())
        || binding.pattern().resourceType() != ResourceType.CLUSTER
            && binding.pattern().name().startsWith("strait.");
  }

  private ResourceReport quotas() {
    Set<String> own = kept.map(one -> new OwnIdentity(one.config()).users()).orElseGet(Set::of);
    QuotaScope scope =
        new QuotaScope(
            twin.acls().principals()::userOnTarget,
            entity -> isMeant(entity, own),
            notebook.quotas(),
            notebook.unapplied(Aspect.QUOTAS));
    return new QuotaDrift(scope)
        .judge(new MetadataReader(source).quotas(), new MetadataReader(target).quotas());
  }

  private boolean isMeant(ClientQuotaEntity entity, Set<String> own) {
    Optional<String> user = part(entity, ClientQuotaEntity.USER);
    return user.filter(own::contains).isEmpty()
        && user.map(twin.quotas().users()::selects).orElse(true)
        && part(entity, ClientQuotaEntity.CLIENT_ID)
            .map(twin.quotas().clientIds()::selects)
            .orElse(true)
        && part(entity, ClientQuotaEntity.IP).map(twin.quotas().ips()::selects).orElse(true);
  }

  private static Optional<String> part(ClientQuotaEntity entity, String type) {
    return entity.entries().containsKey(type)
        ? Optional.of(Optional.ofNullable(entity.entries().get(type)).orElse("<default>"))
        : Optional.empty();
  }

  private ResourceReport schemas() {
    Optional<RegistrySpec> from =
        kept.flatMap(one -> one.config().cluster(one.link().source()).registry());
    Optional<RegistrySpec> to =
        kept.flatMap(one -> one.config().cluster(one.link().target()).registry());
    if (from.isEmpty() || to.isEmpty()) {
      return new ResourceReport(
          "schemas",
          0,
          List.of(),
          List.of(),
          List.of(
              "no schemas are compared: not both clusters have a registry in the configuration"));
    }
    SubjectNaming naming =
        new SubjectNaming(kept.orElseThrow().link().selection(), twin.schemas().context());
    SchemaScope scope =
        new SchemaScope(
            twin.schemas().subjects()::selects,
            naming::target,
            twin.schemas().ids() == IdPolicy.KEEP || notebook.keepsIds(),
            notebook.schemas(),
            notebook.unapplied(Aspect.SCHEMAS));
    return new SchemaDrift(scope)
        .judge(Registered.in(from.get(), clock), Registered.in(to.get(), clock));
  }

  @Override
  public void close() {
    target.close();
    source.close();
  }
}
