package io.strait.ops.cli;

import io.strait.migrator.journal.JournalException;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.Migrations;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.daemon.Access;
import io.strait.ops.judge.TwinJudge;
import io.strait.ops.verify.Contracts;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.agent.AgentReport;
import io.strait.validator.check.ResourceReport;
import io.strait.validator.check.Verdict;
import io.strait.validator.judge.ScanHooks;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.report.VerifyReport;
import io.strait.validator.scope.Selection;
import io.strait.validator.session.Session;
import io.strait.validator.session.SessionOptions;
import io.strait.validator.session.SessionReport;
import io.strait.validator.session.StateException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code strait verify}. */
@Command(
    name = "verify",
    description = {
      "Compares a source and its copy record by record.",
      "Whoever made the copy; nothing that made it is used. Both sides may grow meanwhile: what the",
      "target has not reached yet counts as behind, not as missing. A difference must last for the",
      "grace before it counts.",
      "",
      "Examples:",
      "  strait verify --link east-west",
      "  strait verify --link east-west --mode since-last --rate 50MB",
      "  strait verify --source east --target west --topics 'orders.*' --html report.html",
      "  strait verify --source-bootstrap a:9092 --source-config a.properties \\",
      "    --target-bootstrap b:9092 --topic orders=east.orders --claim order",
      "  strait verify --link east-west --offsets orders/3@100..900 --evidence /tmp/evidence",
      "  strait verify --link east-west --mode sample --sample 1%%",
      "  strait verify --link east-west --with groups,metadata",
      "",
      "Exit codes of verdicts: 0 all that was asked for is equal, 3 differences, 4 nothing differs but",
      "not everything could be judged (not readable, time was up, a sample)."
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;
  @Mixin private VerifyPlaces places;
  @Mixin private VerifySelection wanted;
  @Mixin private VerifyClaims claims;
  @Mixin private VerifyRunOptions how;
  @Mixin private VerifyOutput output;
  @Mixin private BeyondRecords beyond;
  @Mixin private AgentOptions agents;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter notes = output.isJson() ? err : spec.commandLine().getOut();
    VerifyConflicts.refuse(spec.commandLine().getParseResult());
    VerifyPlaces.Pair pair = places.pair(() -> configFile.load(err));
    pair.linked().ifPresent(any -> claims.refuseWithLink());
    Selection selection = wanted.selection(Clock.systemUTC());
    output.check();
    beyond.check(pair.source().alias(), pair.target().alias());
    if (agents.given()) {
      return throughAgents(pair);
    }
    Optional<VerifyStanding> standing =
        pair.linked().flatMap(one -> standing(one.config(), one.link(), err));
    standing.flatMap(VerifyStanding::text).ifPresent(notes::println);
    try (Cluster source = new Cluster(pair.source());
        Cluster target = new Cluster(pair.target())) {
      List<TopicMapping> topics =
          pair.linked()
              .map(one -> SourceTopics.of(one.link(), source).topics())
              .map(mirrored -> wanted.among(pair.name(), mirrored))
              .orElseGet(() -> wanted.on(() -> source));
      Contracts contracts =
          pair.linked()
              .map(one -> Contracts.of(one.config(), one.link(), source, target, topics))
              .orElseGet(() -> claims.contracts(source, target, topics));
      BesidesOption.Sides sides =
          new BesidesOption.Sides(
              pair.linked().map(one -> new TwinJudge.Kept(one.config(), one.link())),
              source,
              target,
              topics,
              contracts);
      if (!beyond.wantsRecords()) {
        return beyond.instead(sides, how.grace(), pair.text(), output, spec.commandLine().getOut());
      }
      Optional<Path> state = state(pair, source, target, err);
      return judge(pair.text(), sides, selection, state, standing);
    } catch (ClusterException unreachable) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG, unreachable.getMessage() + where(pair, unreachable));
    } catch (StateException | IllegalArgumentException refused) {
      throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, refused.getMessage());
    }
  }

  private int throughAgents(VerifyPlaces.Pair pair) throws IOException {
    agents.refuseOthers(spec.commandLine().getParseResult());
    VerifyPlaces.Linked linked = pair.linked().orElseThrow(AgentOptions::needsLink);
    VerifyProgress progress = progress();
    ScanOptions scan = how.scan(ScanOptions.defaults());
    if (isProgressShown()) {
      scan = scan.withHooks(ScanHooks.NONE.withProgress(progress::take));
    }
    AgentReport report =
        agents.run(
            linked.config(),
            linked.link(),
            all -> wanted.among(pair.name(), all),
            scan,
            how.bytesPerSecond());
    progress.end();
    output.publish(
        AgentOptions.tree(pair.text(), report),
        AgentOptions.text(report),
        spec.commandLine().getOut());
    return AgentOptions.code(report);
  }

  /** How the link's migration stands, if it has one and its journal can be read. */
  private static Optional<VerifyStanding> standing(
      StraitConfig config, Link link, PrintWriter err) {
    Optional<Wave> wave =
        config.waves().stream().filter(one -> one.link().name().equals(link.name())).findFirst();
    if (wave.isEmpty()) {
      return Optional.empty();
    }
    try (Migrations migrations = Access.migrations(config, Clock.systemUTC())) {
      return Optional.of(new VerifyStanding(wave.get(), migrations.status(wave.get())));
    } catch (ClusterException | JournalException e) {
      err.println(
          "warning: how wave '"
              + wave.get().name()
              + "' stands is not known ("
              + e.getMessage()
              + "); if it was switched, its target has the authority");
      return Optional.empty();
    }
  }

  private int judge(
      String pair,
      BesidesOption.Sides sides,
      Selection selection,
      Optional<Path> state,
      Optional<VerifyStanding> standing)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    VerifyProgress progress = progress();
    boolean isShown = isProgressShown();
    ScanOptions scan = ScanOptions.defaults().withContracts(sides.contracts());
    SessionOptions options =
        how.options(
            selection,
            state,
            scan,
            isShown ? progress::take : any -> {},
            notice -> {
              progress.end();
              err.println(notice);
            });
    Session session =
        new Session(sides.source(), sides.target(), sides.topics(), options, Clock.systemUTC());
    try (VerifyInterrupt interrupt = new VerifyInterrupt(() -> session.end("it was interrupted"))) {
      SessionReport report = session.run().noting(sides.contracts().notes());
      progress.end();
      PrintWriter notes = output.isJson() ? err : out;
      List<ResourceReport> besides = beyond.beside(sides, how.grace(), () -> false);
      int code = BesidesOption.code(code(report, standing, notes), besides);
      output.publish(
          new VerifyReport(
              pair, Optional.of(report), besides, Optional.empty(), code, VerifyOutput.tool()),
          out);
      output.collect(report, sides.source(), sides.target(), notes);
      out.flush();
      return interrupt.answer(code);
    }
  }

  private VerifyProgress progress() {
    boolean isTerminal = System.console() != null;
    return new VerifyProgress(spec.commandLine().getErr(), isTerminal, System::nanoTime);
  }

  private boolean isProgressShown() {
    return System.console() != null || output.forcesProgress();
  }

  private Optional<Path> state(
      VerifyPlaces.Pair pair, Cluster source, Cluster target, PrintWriter err) {
    if (how.keepsNothing()) {
      return Optional.empty();
    }
    return how.state()
        .or(
            () ->
                VerifyStateFile.byDefault(
                    pair.name(), source, target, System.getenv(), err::println));
  }

  private static String where(VerifyPlaces.Pair pair, ClusterException failed) {
    boolean isSource = failed.cluster().equals(pair.source().alias());
    return " (bootstrap "
        + (isSource ? pair.source() : pair.target()).bootstrap()
        + "; check the address, the security settings and the credentials given for it)";
  }

  private static int code(
      SessionReport report, Optional<VerifyStanding> standing, PrintWriter notes) {
    Verdict verdict = report.scan().verdict();
    if (verdict instanceof Verdict.Failed && standing.isPresent()) {
      int code = standing.get().codeOfFailed(report.scan());
      if (code == ExitCode.INCONCLUSIVE) {
        notes.println(
            "Inconclusive: all differences are records that only the target has, as expected after"
                + " the completion; nothing else differs.");
      }
      return code;
    }
    if (verdict instanceof Verdict.Passed) {
      return ExitCode.PASSED;
    }
    return verdict instanceof Verdict.Failed ? ExitCode.FAILED : ExitCode.INCONCLUSIVE;
  }
}
