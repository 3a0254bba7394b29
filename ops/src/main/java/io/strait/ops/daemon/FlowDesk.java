package io.strait.ops.daemon;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.flow.FlowBoard;
import io.strait.ops.flow.FlowChange;
import io.strait.ops.flow.FlowControl;
import io.strait.ops.flow.FlowRefused;
import io.strait.ops.flow.LinkFlow;
import io.strait.ops.flow.MemoryUse;
import io.strait.ops.flow.OperatorFlow;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.engine.PriorityClass;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.wire.FrameMemory;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What holds for each link: the configuration, and over it what operators decided, which is kept on
 * the target of the link as configured, whichever way it runs. Any thread.
 */
final class FlowDesk implements FlowControl, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FlowDesk.class);

  private final StraitConfig config;
  private final Predicate<LinkName> bulkRests;
  private final Clock clock;
  private final FrameMemory memory = FrameMemory.ofProcess();
  private final Map<ClusterAlias, FlowBoard> boards;

  /**
   * Connects to nothing yet.
   *
   * @param bulkRests whether topics of class bulk are to rest besides, for now
   * @param changed runs whenever something may be different
   */
  FlowDesk(StraitConfig config, Predicate<LinkName> bulkRests, Runnable changed, Clock clock) {
    this.config = config;
    this.bulkRests = bulkRests;
    this.clock = clock;
    this.boards =
        config.links().stream()
            .map(Link::target)
            .distinct()
            .collect(
                Collectors.toUnmodifiableMap(
                    alias -> alias,
                    alias -> new FlowBoard(config.cluster(alias).copying(), changed, clock)));
  }

  void start() {
    config.serve().memory().ifPresent(memory::limit);
    boards.values().forEach(FlowBoard::start);
  }

  /**
   * What an engine may do now. All its topics rest until it is known whether an operator has paused
   * one: a restart must not run what was paused.
   */
  FlowSettings settings(LinkName name) {
    Optional<Link> link = configured(name);
    FlowSettings now =
        flow(name).map(LinkFlow::settings).orElseGet(() -> config.settings(name).flow());
    if (bulkRests.test(name)) {
      now = now.pausing(bulk(now));
    }
    FlowSettings set = now;
    return link.filter(found -> !board(found).isSettled())
        .map(found -> set.pausing(Set.of(FlowSettings.EVERY_TOPIC)))
        .orElse(set);
  }

  /** Topics of class bulk, whether they rest or not. */
  Set<String> bulk(LinkName name) {
    return flow(name).map(flow -> bulk(flow.settings())).orElseGet(Set::of);
  }

  private static Set<String> bulk(FlowSettings settings) {
    return settings.classes().entrySet().stream()
        .filter(one -> one.getValue() == PriorityClass.BULK)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<LinkFlow> flow(LinkName name) {
    return configured(name).map(this::flow);
  }

  @Override
  public LinkFlow change(LinkName name, FlowChange change, String by) {
    Link link = known(name);
    requireTopics(link, change);
    FlowSettings configured = config.settings(link.name()).flow();
    board(link)
        .store(
            link.name(),
            before ->
                Optional.of(OperatorFlow.after(before, change, configured, clock.instant(), by)));
    audit(link, change.toString(), by);
    return flow(link);
  }

  @Override
  public LinkFlow forget(LinkName name, String by) {
    Link link = known(name);
    board(link).store(link.name(), before -> Optional.empty());
    audit(link, "back to the configuration", by);
    return flow(link);
  }

  @Override
  public MemoryUse memory() {
    return new MemoryUse(memory.limit(), memory.lent());
  }

  @Override
  public MemoryUse memory(long limit, String by) {
    memory.limit(MemoryUse.checked(limit));
    log.atInfo().addKeyValue("limit", limit).addKeyValue("by", by).log("Operator changed memory");
    return memory();
  }

  @Override
  public void close() {
    boards.values().parallelStream().forEach(FlowBoard::close);
  }

  private LinkFlow flow(Link link) {
    FlowSettings configured = config.settings(link.name()).flow();
    Optional<OperatorFlow> operator = board(link).of(link.name());
    return new LinkFlow(
        link.name(),
        operator.map(flow -> flow.over(configured)).orElse(configured),
        operator,
        board(link).problem());
  }

  private void audit(Link link, String change, String by) {
    log.atInfo()
        .addKeyValue("link", link.name())
        .addKeyValue("change", change)
        .addKeyValue("by", by)
        .log("Operator changed the flow");
  }

  private void requireTopics(Link link, FlowChange change) {
    Set<String> strange = new TreeSet<>(change.pause());
    strange.addAll(change.resume());
    change.classes().ifPresent(classes -> strange.addAll(classes.keySet()));
    strange.removeIf(
        topic -> topic.equals(FlowSettings.EVERY_TOPIC) || link.selection().covers(topic));
    if (!strange.isEmpty()) {
      throw new FlowRefused(
          "link '"
              + link.name()
              + "' does not mirror "
              + strange
              + "; its topics are "
              + text(link));
    }
    boolean allRest = flow(link).settings().pausedTopics().contains(FlowSettings.EVERY_TOPIC);
    if (allRest
        && change.resume().stream().noneMatch(FlowSettings.EVERY_TOPIC::equals)
        && !change.resume().isEmpty()) {
      throw new FlowRefused(
          "all topics of link '" + link.name() + "' are paused at once; resume all of them");
    }
  }

  private Link known(LinkName name) {
    return configured(name)
        .orElseThrow(
            () ->
                new FlowRefused(
                    "there is no link '"
                        + name
                        + "'; links are "
                        + config.links().stream().map(link -> link.name().value()).toList()));
  }

  private Optional<Link> configured(LinkName name) {
    return config.link(name).or(() -> config.link(name.reversed()));
  }

  private FlowBoard board(Link link) {
    return boards.get(link.target());
  }

  private static String text(Link link) {
    String named = new TreeSet<>(link.selection().names()).toString();
    return link.selection().isOpen() ? named + " and " + link.selection().filter().text() : named;
  }
}
