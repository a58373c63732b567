package io.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.journal.AccountingDelivery;
import io.tollgate.journal.AccountingDelivery.Answered;
import io.tollgate.journal.AccountingDelivery.Unanswered;
import io.tollgate.journal.CdfChoice;
import io.tollgate.journal.Samples;
import io.tollgate.journal.Senders;
import io.tollgate.ledger.cdr.CdrFiles;
import io.tollgate.ledger.cdr.CdrFormat;
import io.tollgate.ledger.cdr.CdrNews;
import io.tollgate.ledger.cdr.CdrPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record has an answer once the file and the CDF, where there is one, have it. */
class FiledAccountingTest {
  private static final Answered TAKEN = new Answered(2001, null, null, "cdf");
  private static final Unanswered AWAY = new Unanswered("away", true);

  @TempDir private Path folder;
  private final List<AccountingDelivery> outcomes = new ArrayList<>();
  private final List<Consumer<AccountingDelivery>> cdf = new ArrayList<>();
  private CdrFiles files;

  @BeforeEach
  void open() {
    files =
        CdrFiles.open(
            folder.resolve("cdr.db"),
            new CdrPolicy(
                folder.resolve("out"),
                CdrFormat.CSV,
                "node",
                "192.0.2.1",
                1 << 20,
                1,
                Duration.ofHours(1),
                Duration.ofHours(1),
                List.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)),
            profile -> "context",
            InstantSource.system(),
            new Silent(),
            session -> true);
  }

  @AfterEach
  void close() {
    files.close();
  }

  private void send(boolean hasCdf, String event) {
    new FiledAccounting(
            Senders.of(record -> (again, choice, outcome) -> cdf.add(outcome)), files, () -> hasCdf)
        .prepare(Samples.event(event))
        .send(false, CdfChoice.PRIMARY, outcomes::add);
  }

  @Test
  void withoutACdfTheFileAnswers() throws Exception {
    send(false, "e1");
    assertThat(outcomes).isEmpty();
    files.turn(Duration.ZERO);
    assertThat(cdf).isEmpty();
    assertThat(outcomes).singleElement().isInstanceOf(Answered.class);
  }

  @Test
  void theCdfsAnswerCountsOnceTheRecordIsOnDisk() throws Exception {
    send(true, "e1");
    cdf.get(0).accept(TAKEN);
    assertThat(outcomes).isEmpty();
    files.turn(Duration.ZERO);
    assertThat(outcomes).containsExactly(TAKEN);
  }

  @Test
  void whatTheCdfDidNotAnswerComesAgainAndIsInOneFile() throws Exception {
    send(true, "e1");
    files.turn(Duration.ZERO);
    cdf.get(0).accept(AWAY);
    send(true, "e1");
    cdf.get(1).accept(TAKEN);
    files.turn(Duration.ZERO);
    assertThat(outcomes).containsExactly(AWAY, TAKEN);
    assertThat(out()).hasSize(1);
  }

  @Test
  void whatCannotBeWrittenIsNotAnsweredWhateverTheCdfSays() throws Exception {
    Files.delete(folder.resolve("out"));
    Files.writeString(folder.resolve("out"), "no folder");
    send(true, "e1");
    files.turn(Duration.ZERO);
    send(true, "e2");
    files.turn(Duration.ZERO);
    cdf.get(1).accept(TAKEN);
    assertThat(outcomes).singleElement().isInstanceOf(Unanswered.class);
    Files.delete(folder.resolve("out"));
  }

  private List<Path> out() throws IOException {
    try (var all = Files.list(folder.resolve("out"))) {
      return all.toList();
    }
  }

  /** Nobody listens. */
  private static final class Silent implements CdrNews {
    @Override
    public void closed(Path file, long records) {}

    @Override
    public void failed(String why) {}

    @Override
    public void worksAgain() {}

    @Override
    public void notPushed(Path file, String why) {}

    @Override
    public void pushed(Path file) {}

    @Override
    public void unwritable(String session, String why) {}
  }
}
