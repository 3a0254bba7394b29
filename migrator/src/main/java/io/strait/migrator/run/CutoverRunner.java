package io.strait.migrator.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.cutover.CutoverEvent;
import io.strait.migrator.cutover.CutoverMachine;
import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.cutover.Transition;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.gate.GateResult;
import io.strait.migrator.gate.LinkGates;
import io.strait.migrator.gate.Situation;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.journal.Draft;
import io.strait.migrator.journal.EntryKind;
import io.strait.migrator.journal.Journal;
import io.strait.migrator.journal.JournalCodec;
import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.journal.JournalException;
import io.strait.migrator.journal.JournalFencedException;
import io.strait.migrator.journal.JournalUnavailableException;
import io.strait.migrator.plan.Plan;
import io.strait.migrator.plan.PlanFinding;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.Attestations;
import io.strait.migrator.step.Facts;
import io.strait.migrator.step.Ports;
import io.strait.migrator.step.Step;
import io.strait.migrator.step.StepContext;
import io.strait.migrator.step.StepResult;
import io.strait.migrator.step.Steps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one migration: a duty cycle over inbox, step, journal and view.
 *
 * <p>Made for one opened journal; whatever goes wrong with the journal ends this object, and a new
 * one replays. Each call of {@link #doWork} does at most one step's attempt, so commands are heard
 * in between. {@link #view} may be called by any thread, all else by one.
 */
public final class CutoverRunner {
  private static final Logger log = LoggerFactory.getLogger(CutoverRunner.class);
  private static final Duration SECOND_COPY_WAIT = Duration.ofSeconds(2);
  private static final Duration WAITING_NOTE_EVERY = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Wave wave;
  private final Journal journal;
  private final CommandInbox inbox;
  private final Ports ports;
  private final Supplier<Plan> planner;
  private final Clock clock;
  private final History history;
  private final Attestations attestations = new Attestations();
  private final LinkKeeper links;
  private final RestWatch watch;

  private Facts facts;
  private int next;
  private Optional<String> lookProblem = Optional.empty();
  private boolean intended;
  private boolean execute;
  private Instant notedAt = Instant.MIN;
  private Instant lookedAt = Instant.MIN;
  private Optional<String> waitingFor = Optional.empty();
  private List<GateResult> gates = List.of();
  private volatile MigrationView view;

  /**
   * Replays the journal and demotes what a runner before has attested.
   *
   * @param planner makes the plan again when a start is asked for
   * @throws JournalException if the journal tells of something impossible
   */
  public CutoverRunner(
      Wave wave,
      Journal journal,
      CommandInbox inbox,
      Ports ports,
      Supplier<Plan> planner,
      Clock clock) {
    this.wave = wave;
    this.journal = journal;
    this.inbox = inbox;
    this.ports = ports;
    this.planner = planner;
    this.clock = clock;
    this.links = new LinkKeeper(wave, ports.links());
    this.watch = new RestWatch(wave, ports, clock);
    this.history = new History(wave.source().value(), wave.target().value());
    journal.entries().forEach(history::apply);
    this.facts = history.facts();
    this.view = ViewOf.runner(this);
    open();
  }

  /** The migration as of the last duty cycle; any thread. */
  public MigrationView view() {
    return view;
  }

  /**
   * One duty cycle.
   *
   * @return how much was done; 0 means that the caller may pause
   * @throws JournalFencedException if another runner has taken over: stop
   * @throws JournalUnavailableException if the journal must be opened again
   */
  public int doWork() {
    int work = answerCommands();
    work += expire();
    work += step();
    links.keep();
    look();
    view = ViewOf.runner(this);
    return work;
  }

  private void open() {
    if (journal.entries().isEmpty()) {
      ObjectNode planned = new Plan(wave, Steps.planned(), List.of()).json();
      append(draft(EntryKind.PLAN, "", planned));
    }
    String before = facts.state().label();
    append(draft(EntryKind.RUNNER, "", JournalCodec.data().put("found", before)));
    CutoverEvent expired = new CutoverEvent.AttestationExpired();
    if (CutoverMachine.on(facts.state(), expired) instanceof Transition.Moved moved) {
      append(moved(expired, moved.next()));
    }
    links.want(facts.state());
    log.atInfo()
        .addKeyValue("wave", wave.name())
        .addKeyValue("epoch", journal.epoch())
        .addKeyValue("found", before)
        .addKeyValue("state", facts.state().label())
        .log("Runner opened the journal");
    view = ViewOf.runner(this);
  }

  private int answerCommands() {
    int answered = 0;
    for (Command command : inbox.poll()) {
      if (command.wave().equals(wave.name()) && !facts.commands().contains(command.id())) {
        answer(command);
        answered++;
      }
    }
    return answered;
  }

  private void answer(Command command) {
    CommandDesk.Answer answer = blocked(command).orElseGet(() -> ask(command));
    ObjectNode data =
        JournalCodec.data()
            .put("id", command.id())
            .put("command", command.kind().word())
            .put("by", command.by())
            .put("given_at", command.at().toString())
            .put("accepted", answer.accepted())
            .put("why", answer.why());
    log.atInfo()
        .addKeyValue("wave", wave.name())
        .addKeyValue("command", command.kind().word())
        .addKeyValue("by", command.by())
        .addKeyValue("accepted", answer.accepted())
        .addKeyValue("why", answer.why())
        .log("Command answered");
    Draft entry = draft(EntryKind.COMMAND, "", data);
    if (answer.event().isPresent()) {
      follow(entry, answer.event().get());
    } else {
      append(entry);
    }
  }

  private CommandDesk.Answer ask(Command command) {
    try {
      return CommandDesk.answer(command, facts, clock.instant(), this::situation);
    } catch (io.strait.replicator.cluster.ClusterException e) {
      return new CommandDesk.Answer(
          false, "the gates could not be asked: " + e.getMessage(), Optional.empty());
    }
  }

  private Optional<CommandDesk.Answer> blocked(Command command) {
    if (command.kind() == CommandKind.COMPLETE) {
      return watch
          .againstCompletion(facts)
          .map(why -> new CommandDesk.Answer(false, why, Optional.empty()));
    }
    boolean first = facts.state() instanceof CutoverState.Planned && !facts.started();
    if (command.kind() != CommandKind.START || !first) {
      return Optional.empty();
    }
    Verdict budget = ports.budgets().ask(wave.link());
    if (!budget.passed()) {
      return Optional.of(new CommandDesk.Answer(false, budget.text(), Optional.empty()));
    }
    try {
      Plan plan = planner.get();
      return plan.blocked()
          ? Optional.of(
              new CommandDesk.Answer(
                  false,
                  "the plan is blocked: "
                      + plan.findings().stream()
                          .filter(one -> one.severity() == PlanFinding.Severity.BLOCKING)
                          .map(one -> one.subject() + ": " + one.text())
                          .collect(Collectors.joining("; ")),
                  Optional.empty()))
          : Optional.empty();
    } catch (io.strait.replicator.cluster.ClusterException e) {
      return Optional.of(
          new CommandDesk.Answer(
              false, "the plan could not be made: " + e.getMessage(), Optional.empty()));
    }
  }

  private int expire() {
    if (!(facts.state() instanceof CutoverState.Ready ready)
        || !ready.verifiedAt().plus(wave.budgets().verifiedWithin()).isBefore(clock.instant())) {
      return 0;
    }
    follow(
        draft(EntryKind.NOTE, "", JournalCodec.data().put("note", "the comparison is too old")),
        new CutoverEvent.AttestationExpired());
    return 1;
  }

  private int step() {
    List<Step> steps = Steps.in(facts.state().name());
    if (steps.isEmpty() || (facts.state() instanceof CutoverState.Planned && !facts.started())) {
      return 0;
    }
    Step step = steps.get(next);
    Optional<CutoverEvent> spent =
        Reaction.spent(
            facts.state(),
            facts.heldSince(),
            clock.instant(),
            wave.budgets(),
            waitingFor.orElse(step.name()));
    if (spent.isPresent()) {
      follow(outcome(step, "failed", "budget spent", JournalCodec.data()), spent.get());
      return 1;
    }
    return settle(step, attempt(step));
  }

  private StepResult attempt(Step step) {
    try {
      if (!intended) {
        attestations.forget();
        ObjectNode plan = step.plan(context());
        append(draft(EntryKind.INTENT, step.name(), plan));
        intended = true;
        execute = true;
      }
      if (execute) {
        step.execute(context());
        execute = false;
      }
      return step.verify(context());
    } catch (JournalException | JournalFencedException | JournalUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("wave", wave.name())
          .addKeyValue("step", step.name())
          .addKeyValue("reason", e.getMessage())
          .setCause(e instanceof io.strait.replicator.cluster.ClusterException ? null : e)
          .log("Step will be tried again");
      return new StepResult.Undone(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private int settle(Step step, StepResult result) {
    if (result instanceof StepResult.Passed passed) {
      Draft outcome = outcome(step, "passed", "", passed.evidence());
      waitingFor = Optional.empty();
      if (passed.event().isPresent()) {
        follow(outcome, passed.event().get());
      } else {
        append(outcome);
        next++;
        intended = false;
      }
      return 1;
    }
    Optional<CutoverEvent> reaction =
        Reaction.to(facts.state(), result, facts.heldSince(), clock.instant(), wave.budgets());
    String text = ViewOf.text(result);
    if (reaction.isPresent()) {
      follow(outcome(step, "failed", text, JournalCodec.data()), reaction.get());
      return 1;
    }
    execute = !(result instanceof StepResult.Inconclusive);
    waitingFor = Optional.of(step.name() + ": " + text);
    noteWaiting(step, text);
    return 0;
  }

  private void noteWaiting(Step step, String text) {
    Instant now = clock.instant();
    if (notedAt.equals(Instant.MIN)) {
      notedAt = now;
    } else if (!now.isBefore(notedAt.plus(WAITING_NOTE_EVERY))) {
      boolean news =
          facts.outcomes().isEmpty()
              || !facts.outcomes().get(facts.outcomes().size() - 1).text().equals(text);
      if (news) {
        append(outcome(step, "waiting", text, JournalCodec.data()));
      }
      notedAt = now;
    }
  }

  /** The entry and the state that follows from the event, in one piece. */
  private void follow(Draft entry, CutoverEvent event) {
    Transition transition = CutoverMachine.on(facts.state(), event);
    if (!(transition instanceof Transition.Moved moved)) {
      throw new IllegalStateException(((Transition.Refused) transition).why());
    }
    String from = facts.state().label();
    append(entry, moved(event, moved.next()));
    log.atInfo()
        .addKeyValue("wave", wave.name())
        .addKeyValue("from", from)
        .addKeyValue("event", event.word())
        .addKeyValue("to", facts.state().label())
        .log("State changed");
    next = 0;
    intended = false;
    notedAt = Instant.MIN;
    lookedAt = Instant.MIN;
    waitingFor = Optional.empty();
    watch.reset();
    links.want(facts.state());
  }

  private Draft moved(CutoverEvent event, CutoverState to) {
    ObjectNode data = JournalCodec.data().put("event", event.word());
    data.put("from", facts.state().label());
    data.set("evidence", StateCodec.encode(to));
    return new Draft(EntryKind.STATE, to.label(), "", data);
  }

  private Draft outcome(Step step, String result, String text, ObjectNode evidence) {
    ObjectNode data = JournalCodec.data().put("result", result).put("text", text);
    data.set("evidence", evidence);
    return draft(EntryKind.OUTCOME, step.name(), data);
  }

  private Draft draft(EntryKind kind, String step, ObjectNode data) {
    return new Draft(kind, facts.state().label(), step, data);
  }

  private void append(Draft... drafts) {
    List<JournalEntry> appended = journal.append(List.of(drafts));
    appended.forEach(history::apply);
    facts = history.facts();
  }

  private StepContext context() {
    return new StepContext(
        wave,
        facts,
        ports,
        history.everRaised(),
        attestations,
        () -> journal.awaitSecondCopy(SECOND_COPY_WAIT),
        clock);
  }

  private Situation situation() {
    Optional<Instant> verifiedAt =
        facts.state() instanceof CutoverState.Ready ready
            ? Optional.of(ready.verifiedAt())
            : Optional.empty();
    return new Situation(
        clock.instant(),
        wave.budgets(),
        ports.links().progress(feed()),
        ports.logs().across(feed()),
        verifiedAt,
        ports.routes().current().map(io.strait.client.Route::epoch).orElse(0L),
        ports.routes().acks(),
        journal.secondCopyLag(),
        ports.budgets().ask(wave.link()));
  }

  private io.strait.replicator.topology.Link feed() {
    return facts.state() instanceof CutoverState.Soaking ? wave.link().reversed() : wave.link();
  }

  private void look() {
    Instant now = clock.instant();
    boolean due = lookedAt.equals(Instant.MIN) || !now.isBefore(lookedAt.plus(LOOK_EVERY));
    if (!due || facts.state() instanceof CutoverState.Passage) {
      return;
    }
    lookedAt = now;
    lookProblem = ports.links().progress(feed()).flatMap(LinkGates::stuck);
    try {
      ports.routes().mend();
      open(watch.open(facts, history.everRaised()));
      watch.fenced(facts);
      gates = GateResult.all(new ArrayList<>(NextCommands.gates(facts.state())), situation());
    } catch (io.strait.replicator.cluster.ClusterException e) {
      lookProblem = lookProblem.or(() -> Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private void open(List<Deny> lifted) {
    if (!lifted.isEmpty()) {
      String note =
          "lifted again what a replaced runner seems to have raised after its replacement: "
              + lifted;
      append(draft(EntryKind.NOTE, "", JournalCodec.data().put("note", note)));
      log.atWarn()
          .addKeyValue("wave", wave.name())
          .addKeyValue("lifted", lifted)
          .log("DENYs stood where users should be free and were lifted");
    }
  }

  Wave wave() {
    return wave;
  }

  Facts facts() {
    return facts;
  }

  Journal journal() {
    return journal;
  }

  Instant now() {
    return clock.instant();
  }

  List<GateResult> gates() {
    return facts.state() instanceof CutoverState.Passage ? List.of() : List.copyOf(gates);
  }

  Optional<String> waitingFor() {
    Optional<String> seen =
        facts.state() instanceof CutoverState.Passage ? Optional.empty() : lookProblem;
    return seen.or(() -> waitingFor).or(links::problem).or(watch::problem);
  }

  Optional<MigrationView.RollbackPrice> rollbackPrice() {
    return facts.state() instanceof CutoverState.Soaking
        ? ports
            .links()
            .progress(feed())
            .map(one -> new MigrationView.RollbackPrice(one.lag(), one.maxDelayMillis()))
        : Optional.empty();
  }
}
