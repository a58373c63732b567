package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tollgate.charging.record.ServiceKind;
import io.tollgate.csv.Csv;
import io.tollgate.harness.Await;
import io.tollgate.ledger.Balance;
import io.tollgate.ledger.History;
import io.tollgate.ledger.IdentityForm;
import io.tollgate.ledger.Outcome;
import io.tollgate.ledger.Search;
import io.tollgate.ledger.SessionRow;
import io.tollgate.ledger.SqliteHistory;
import io.tollgate.ledger.cli.Comparison;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a server that runs tells of its sessions, beside the books of both charging functions. */
class BooksIT {

  @Test
  void sessionsConferencesAndMessagesAreInTheHistoryAndAgreeWithTheBooksOfCdfAndOcs()
      throws Exception {
    try (ChargedStage stage = new ChargedStage("both", "im", Map.of());
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Call conference = alice.convene(stage.factory(), bob);
      assertThat(conference.status()).isEqualTo(200);
      bob.incoming().await("ACK");
      conference.bye();
      Call call = alice.call(bob.uri());
      assertThat(call.status()).isEqualTo(200);
      call.bye();
      assertThat(alice.request(bob.uri(), "MESSAGE", "", "text/plain", "hello").status())
          .isEqualTo(200);

      History history = stage.application().history();
      Search alices = Search.all().subscriber(alice.uri());
      Await.until(
          () ->
              history.search(alices).stream().filter(row -> row.balance() == Balance.EVEN).count()
                  == 3,
          "three sessions that add up");
      List<SessionRow> rows = history.search(alices);
      assertThat(rows)
          .extracting(row -> row.service().kind(), row -> row.end().outcome())
          .containsExactly(
              tuple(ServiceKind.PAGE_MESSAGE, Outcome.DELIVERED),
              tuple(ServiceKind.SESSION, Outcome.ENDED),
              tuple(ServiceKind.GROUP_SESSION, Outcome.ENDED));
      assertThat(history.search(Search.all().subscriber(bob.uri()))).hasSize(3);
      assertThat(rows).allSatisfy(row -> assertThat(row.ids().icid()).isNotEmpty());

      for (String books : List.of("records.csv", "credit.csv")) {
        assertThat(compared(stage, stage.labFolder().resolve(books))).contains(" 0 differences");
      }
      Path thinner = stage.labFolder().resolve("thinner.csv");
      List<String> lines = Files.readAllLines(stage.labFolder().resolve("records.csv"));
      Files.write(thinner, lines.subList(0, lines.size() - 1));
      assertThat(compared(stage, thinner)).contains("OURS ONLY", " 1 differences");
      Path doubled = stage.labFolder().resolve("doubled.csv");
      Files.write(doubled, lines);
      Files.write(doubled, lines.subList(1, 2), StandardOpenOption.APPEND);
      assertThat(compared(stage, doubled))
          .contains("DOUBLE", "they have it 2 times", " 1 differences");
      Path wrong = stage.labFolder().resolve("wrong.csv");
      Files.write(wrong, withOneMoreMessage(lines));
      assertThat(compared(stage, wrong)).contains("UNITS", " 1 differences");
    }
  }

  /** The first STOP says that one more was sent. */
  private static List<String> withOneMoreMessage(List<String> lines) {
    List<String> names = Csv.split(lines.get(0));
    List<String> changed = new ArrayList<>(lines);
    for (int i = 1; i < lines.size(); i++) {
      List<String> values = Csv.split(lines.get(i));
      if (values.get(names.indexOf("type")).startsWith("STOP")) {
        String sent = values.get(names.indexOf("sent"));
        values.set(
            names.indexOf("sent"), Long.toString(sent.isEmpty() ? 1 : Long.parseLong(sent) + 1));
        changed.set(i, Csv.joined(values));
        return changed;
      }
    }
    throw new AssertionError("no STOP in " + lines);
  }

  /** As a process beside the server. */
  private static String compared(ChargedStage stage, Path books) throws Exception {
    StringWriter out = new StringWriter();
    try (SqliteHistory history =
        SqliteHistory.open(stage.historyFile(), IdentityForm.CLEAR, new byte[0])) {
      new Comparison(history, new PrintWriter(out), null, null).run(books, null);
    }
    return out.toString();
  }
}
