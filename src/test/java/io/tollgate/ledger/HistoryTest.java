package io.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.alarm.AlarmCatalogue;
import io.tollgate.charging.enabler.ChargingPolicy;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.Samples;
import io.tollgate.charging.testkit.World.Subject;
import io.tollgate.harness.RaisesAlarm;
import io.tollgate.ledger.cli.Sums;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  private static final Set<ChargingInterface> BOTH = EnumSet.allOf(ChargingInterface.class);
  private static final Set<ChargingInterface> OFFLINE = Set.of(ChargingInterface.CH1);
  private static final Set<ChargingInterface> ONLINE = Set.of(ChargingInterface.CH2);

  @TempDir private Path folder;

  private static Subject session(Books books) {
    return books.world.open(Samples.oneToOne(ServiceProfile.IM));
  }

  @Test
  void aSessionIsKeptWithWhoPaidWhatWasUsedAndWhatBecameOfItsRequests() {
    try (Books books = new Books(folder, BOTH)) {
      Subject session = session(books);
      session.start();
      session.messages(12);
      books.world.time.pass(Duration.ofSeconds(5));
      session.end();
      SessionStory story = books.only();
      SessionRow row = story.row();
      assertThat(row.who().payer()).isEqualTo("sip:alice@home.example");
      assertThat(row.who().callee()).isEqualTo("sip:bob@home.example");
      assertThat(row.ids().icid()).isEqualTo("icid-1");
      assertThat(row.ids().callId()).isEqualTo("call-in");
      assertThat(row.ids().offline()).isNotNull();
      assertThat(row.ids().online()).isNotNull();
      assertThat(row.end().outcome()).isEqualTo(Outcome.ENDED);
      assertThat(row.counters().sent()).isEqualTo(12);
      assertThat(row.seconds()).isEqualTo(5);
      assertThat(row.lasted()).isEqualTo(Duration.ofSeconds(5));
      assertThat(row.balance()).isEqualTo(Balance.EVEN);
      assertThat(story.requests())
          .extracting(RequestRow::type)
          .contains("START", "STOP", "INITIAL", "UPDATE", "TERMINATION");
      assertThat(story.requests())
          .allSatisfy(request -> assertThat(request.state()).isEqualTo(RequestRow.State.TAKEN));
      assertThat(story.usage())
          .filteredOn(usage -> usage.where() == ChargingInterface.CH2)
          .singleElement()
          .satisfies(usage -> assertThat(usage.acknowledged()).isEqualTo(12));
      assertThat(story.steps())
          .extracting(StepRow::what)
          .contains("initiate one to one", "ACR START 0", "CCR INITIAL 0", "answer", "forward");
      assertThat(books.news).containsExactly("reconciled ENDED");
    }
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.HISTORY_DAMAGED)
  void aDamagedFileIsKeptAndHistoryBeginsAnewAndIsSoundAtTheNextStart() throws Exception {
    Path file = folder.resolve("damaged.db");
    Files.write(file, new byte[100_000]);
    try (HistoryFile history = HistoryFile.open(file)) {
      assertThat(history.isAfterDamage()).isTrue();
    }
    try (HistoryFile history = HistoryFile.open(file)) {
      assertThat(history.isAfterDamage()).isFalse();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).anyMatch(each -> each.toString().contains("damaged.db.damaged-"));
    }
  }

  @Test
  void sumsAddUpByHourServiceAndPeer() {
    try (Books books = new Books(folder, BOTH)) {
      for (int hour = 0; hour < 2; hour++) {
        Subject session = session(books);
        session.start();
        session.messages(12);
        session.end();
        books.answered(books.world.cdf.last(), 2001, "cdf.example.com");
        books.pass(Duration.ofHours(1));
      }
      assertThat(sums(books, Sums.By.HOUR))
          .contains(
              "2026-01-01T00:00:00Z,1,0,12,0,0,ro,service_specific,12,12,12,0,0,0,0",
              "2026-01-01T01:00:00Z,1,0,12,0,0,ro,service_specific,12,12,12,0,0,0,0");
      assertThat(sums(books, Sums.By.SERVICE))
          .contains(
              "session,2,0,24,0,0,rf,records,4,4,4,0,0,0,0",
              "session,2,0,24,0,0,ro,service_specific,24,24,24,0,0,0,0");
      assertThat(sums(books, Sums.By.PEER))
          .contains("cdf.example.com,2,0,24,0,0,rf,records,2,2,2,0,0,0,0");
    }
  }

  private static List<String> sums(Books books, Sums.By by) {
    StringWriter told = new StringWriter();
    try (SqliteHistory history = books.history()) {
      new Sums(history, new PrintWriter(told)).write(Search.all(), by);
    }
    return told.toString().lines().toList();
  }

  @Test
  void aRefusalIsKeptWithItsStatus() {
    try (Books books = new Books(folder, ONLINE)) {
      books.world.ocs.answering(request -> Answers.code(4012));
      session(books).start();
      SessionRow row = books.only().row();
      assertThat(row.end().outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(row.end().status()).isEqualTo(402);
      assertThat(row.end().reason()).contains("4012");
      assertThat(row.balance()).isEqualTo(Balance.EVEN);
    }
  }

  @Test
  void whoRunsOutOfCreditIsEndedByCharging() {
    try (Books books = new Books(folder, ONLINE)) {
      Subject session = session(books);
      session.start();
      books.world.ocs.answering(request -> Answers.code(4012));
      session.messages(11);
      assertThat(books.only().row().end().outcome()).isEqualTo(Outcome.CUT);
      assertThat(books.only().row().balance()).isEqualTo(Balance.EVEN);
    }
  }

  @Test
  void aMessageIsARowOfItsOwn() {
    try (Books books = new Books(folder, BOTH)) {
      books
          .world
          .open(
              Samples.terms(
                  ServiceProfile.IM,
                  ServiceKind.PAGE_MESSAGE,
                  io.tollgate.charging.record.FunctionRole.PARTICIPATING))
          .walk(
              Procedure.PAGE_MESSAGE,
              Samples.event("MESSAGE", 1).withMessage(List.of(), 1, 20).withCause(-1, null));
      SessionStory story = books.only();
      assertThat(story.row().end().outcome()).isEqualTo(Outcome.DELIVERED);
      assertThat(story.row().balance()).isEqualTo(Balance.EVEN);
      assertThat(story.requests())
          .extracting(RequestRow::type)
          .containsExactlyInAnyOrder("EVENT", "DIRECT_DEBITING");
    }
  }

  @Test
  void whatTheCdfHasNotAcknowledgedAMinuteAfterTheEndIsADifferenceUntilItHas() {
    try (Books books = new Books(folder, OFFLINE)) {
      Subject session = session(books);
      session.start();
      session.messages(3);
      books.world.cdf.holdAnswers();
      session.end();
      books.world.cdf.answer(new AccountingOutcome.Stored());
      books.pass(Duration.ofSeconds(30));
      assertThat(books.only().row().balance()).isEqualTo(Balance.OPEN);
      books.pass(Duration.ofSeconds(40));
      assertThat(books.only().row().balance()).isEqualTo(Balance.DIFFERENT);
      assertThat(books.news)
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("different 1: ")
                      .contains("3 service specific of 3 not acknowledged")
                      .contains("no answer of the CDF yet"));
      books.answered(books.world.cdf.last(), 2001, "cdf.example.com");
      assertThat(books.only().row().balance()).isEqualTo(Balance.EVEN);
      assertThat(books.news).last().isEqualTo("even");
    }
  }

  @Test
  void aDeadLetterAndADroppedRecordAreNoDifference() {
    try (Books books = new Books(folder, OFFLINE)) {
      Subject session = session(books);
      session.start();
      session.messages(3);
      books.world.cdf.holdAnswers();
      session.end();
      books.world.cdf.answer(new AccountingOutcome.Rejected(5012, null));
      Subject other = session(books);
      other.walk(Procedure.PAGE_MESSAGE, Samples.event("MESSAGE", 1));
      String event = books.world.cdf.last().sessionId();
      books.world.cdf.answer(new AccountingOutcome.Stored());
      books.ledger.dropped(ChargingInterface.CH1, event, 0, "journal is full");
      books.pass(Duration.ofSeconds(70));
      try (SqliteHistory history = books.history()) {
        assertThat(history.search(Search.all()))
            .hasSize(2)
            .allSatisfy(row -> assertThat(row.balance()).isEqualTo(Balance.EVEN));
      }
    }
  }

  @Test
  void whatGoesOnUnderContinueIsLostByPolicy() {
    ChargingPolicy policy =
        ChargingPolicy.standard(ONLINE)
            .withOnline(
                io.tollgate.charging.testkit.Policies.failing(
                    io.tollgate.charging.record.FailureHandling.CONTINUE));
    try (Books books = new Books(folder, policy, LedgerPolicy.DEFAULT, IdentityForm.CLEAR)) {
      books.world.ocs.holdAnswers();
      Subject session = session(books);
      session.start();
      books.world.ocs.decide(new CreditOutcome.Undeliverable("no peer", false));
      session.messages(4);
      session.end();
      books.pass(Duration.ofSeconds(70));
      SessionStory story = books.only();
      assertThat(story.row().balance()).isEqualTo(Balance.EVEN);
      assertThat(story.steps()).extracting(StepRow::what).contains("goes on uncharged");
    }
  }

  @Test
  void whatDiedWithItsServerIsReconciledWithWhatTheNextOneSends() {
    try (Books books = new Books(folder, BOTH)) {
      Subject session = session(books);
      session.start();
      session.messages(3);
      books.ledger.tick();
      int records = books.world.cdf.records.size();
      books.die();
      books
          .world
          .cdf
          .records
          .subList(records, books.world.cdf.records.size())
          .forEach(record -> books.answered(record, 2001, "cdf.example.com"));
      books.world.ocs.repeated.forEach(
          request ->
              books.answered(request, new CreditOutcome.Answered(Answers.granting(request, 1))));
      books.pass(Duration.ofSeconds(70));
      SessionStory story = books.only();
      assertThat(story.row().end().outcome()).isEqualTo(Outcome.INTERRUPTED);
      assertThat(story.requests()).extracting(RequestRow::type).contains("STOP", "TERMINATION");
      assertThat(story.row().balance()).isEqualTo(Balance.EVEN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerThatDiedWithTheServerIsAssumedWhereTheJournalHasNothing(boolean waits) {
    try (Books books = new Books(folder, OFFLINE)) {
      Subject session = session(books);
      books.world.cdf.holdAnswers();
      session.start();
      books.ledger.tick();
      if (waits) {
        books.waiting.add(books.world.cdf.last().sessionId());
      }
      books.die();
      books.pass(Duration.ofSeconds(70));
      assertThat(books.only().row().balance()).isEqualTo(waits ? Balance.DIFFERENT : Balance.EVEN);

      books.waiting.clear();
      books.pass(Duration.ofSeconds(2));
      assertThat(books.only().row().balance()).isEqualTo(Balance.EVEN);
    }
  }

  @Test
  void anAnswerToTheLastRecordThatDiedWithTheServerIsAssumedToo() {
    try (Books books = new Books(folder, OFFLINE)) {
      Subject session = session(books);
      session.start();
      books.world.cdf.holdAnswers();
      session.end();
      String charged = books.world.cdf.last().sessionId();
      books.waiting.add(charged);
      books.pass(Duration.ofSeconds(70));
      assertThat(books.only().row().balance()).isEqualTo(Balance.DIFFERENT);

      books.die();
      books.pass(Duration.ofSeconds(70));
      assertThat(books.only().row().balance()).isEqualTo(Balance.DIFFERENT);
      books.waiting.clear();
      books.pass(Duration.ofSeconds(2));
      assertThat(books.only().row().balance()).isEqualTo(Balance.EVEN);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void whatWasToldAndNotWrittenWhenTheServerDiedIsInTheHistoryOfTheNext(int written) {
    try (Books books = new Books(folder, BOTH)) {
      Subject session = session(books);
      session.start();
      tick(books, written > 0);
      session.messages(12);
      tick(books, written > 1);
      session.end();
      tick(books, written > 2);
      books.die();
      SessionStory story = books.only();
      assertThat(story.requests())
          .allSatisfy(request -> assertThat(request.state()).isEqualTo(RequestRow.State.TAKEN));
      assertThat(story.requests())
          .extracting(RequestRow::type)
          .containsExactlyInAnyOrder("START", "STOP", "INITIAL", "UPDATE", "TERMINATION");
      assertThat(story.row().who().payer()).isEqualTo("sip:alice@home.example");
      assertThat(story.row().ids().icid()).isEqualTo("icid-1");
      assertThat(story.row().balance()).isEqualTo(Balance.EVEN);
      assertThat(story.usage())
          .filteredOn(usage -> usage.where() == ChargingInterface.CH2)
          .singleElement()
          .satisfies(usage -> assertThat(usage.acknowledged()).isEqualTo(12));
    }
  }

  private static void tick(Books books, boolean written) {
    if (written) {
      books.ledger.tick();
    }
  }

  @Test
  void aDeadLetterOfTheLastMomentOfAServerIsOneInTheHistoryOfTheNext() {
    try (Books books = new Books(folder, OFFLINE)) {
      Subject session = session(books);
      session.start();
      books.world.cdf.holdAnswers();
      session.end();
      books.ledger.tick();
      String charged = books.world.cdf.last().sessionId();
      books.deadLetter(ChargingInterface.CH1, charged, 1, 5004, "no");
      books.die();
      assertThat(books.only().requests())
          .filteredOn(request -> request.type().equals("STOP"))
          .singleElement()
          .satisfies(request -> assertThat(request.state()).isEqualTo(RequestRow.State.DEAD));
      assertThat(books.only().row().balance()).isEqualTo(Balance.EVEN);
    }
  }

  /** An INITIAL that never arrived: the OCS does not know what is to be ended. */
  @Test
  void aSessionThatTheOcsNeverHeardOfIsNotSaidToBeTakenByIt() {
    try (Books books = new Books(folder, ONLINE)) {
      Subject session = session(books);
      books.world.ocs.holdAnswers();
      session.start();
      books.ledger.tick();
      io.tollgate.charging.record.CreditRequest initial = books.world.ocs.last();
      books.die();
      books.world.ocs.repeated.forEach(
          request -> books.answered(request, new CreditOutcome.Answered(Answers.code(5002))));
      books.pass(Duration.ofSeconds(70));
      books.pass(Duration.ofSeconds(2));
      assertThat(books.only().requests())
          .filteredOn(request -> request.number() == initial.number())
          .singleElement()
          .satisfies(request -> assertThat(request.state()).isEqualTo(RequestRow.State.UNANSWERED));
      assertThat(books.only().row().balance()).isEqualTo(Balance.EVEN);
    }
  }

  @Test
  void whoIsForgottenIsNotRememberedFromTheNotesOfAServerThatDied() throws Exception {
    try (Books books = new Books(folder, BOTH)) {
      session(books).start();
    }
    Path copy = folder.resolve("history.db.notes");
    try (Books books = new Books(folder, BOTH)) {
      session(books).start();
      assertThat(text(copy)).contains("alice");
      books.die();
      assertThat(text(copy)).doesNotContain("alice");
      session(books).start();
      Ledger.forget(books.file, IdentityForm.CLEAR, Books.KEY, "sip:alice@home.example");
      assertThat(text(copy)).doesNotContain("alice").contains("bob");
    }
  }

  private static String text(Path file) throws java.io.IOException {
    return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatBeganTooLateForTheHistoryOfAServerThatDiedIsKnownByItsEnd() {
    try (Books books = new Books(folder, BOTH)) {
      session(books).start();
      int records = books.world.cdf.records.size();
      books.die();
      books
          .world
          .cdf
          .records
          .subList(records, books.world.cdf.records.size())
          .forEach(record -> books.answered(record, 2001, "cdf.example.com"));
      books.world.ocs.repeated.forEach(
          request ->
              books.answered(request, new CreditOutcome.Answered(Answers.granting(request, 1))));
      books.pass(Duration.ofSeconds(70));
      try (SqliteHistory history = books.history()) {
        assertThat(history.search(Search.all()))
            .flatExtracting(row -> history.session(row.id()).orElseThrow().requests())
            .extracting(RequestRow::type)
            .containsExactlyInAnyOrder("START", "STOP", "INITIAL", "TERMINATION");
      }
    }
  }

  @Test
  void searchesFindBySubscriberTimeServiceOutcomeAndIds() {
    try (Books books = new Books(folder, BOTH)) {
      Subject first = session(books);
      first.start();
      first.end();
      books.pass(Duration.ofHours(2));
      books
          .world
          .open(Samples.conference(ServiceProfile.CPM))
          .walk(Procedure.INITIATE_GROUP, "INVITE", 3);
      try (SqliteHistory history = books.history()) {
        assertThat(history.search(Search.all())).hasSize(2);
        assertThat(kinds(history, Search.all().subscriber("SIP:alice@HOME.example:5060;x=y")))
            .containsExactly(ServiceKind.GROUP_SESSION, ServiceKind.SESSION);
        assertThat(kinds(history, Search.all().subscriber("sip:user2@home.example")))
            .containsExactly(ServiceKind.GROUP_SESSION);
        assertThat(kinds(history, Search.all().between(Books.at("01:00:00"), null)))
            .containsExactly(ServiceKind.GROUP_SESSION);
        assertThat(kinds(history, Search.all().between(null, Books.at("01:00:00"))))
            .containsExactly(ServiceKind.SESSION);
        assertThat(kinds(history, Search.all().service(null, ServiceProfile.CPM)))
            .containsExactly(ServiceKind.GROUP_SESSION);
        assertThat(kinds(history, Search.all().outcome(Outcome.ENDED)))
            .containsExactly(ServiceKind.SESSION);
        assertThat(history.search(Search.all().icid("icid-1"))).hasSize(2);
        assertThat(history.search(Search.all().icid("icid"))).isEmpty();
        assertThat(history.search(Search.all().callId("call-in"))).hasSize(2);
        String id = history.search(Search.all()).get(1).ids().offline();
        assertThat(kinds(history, Search.all().chargingSession(id)))
            .containsExactly(ServiceKind.SESSION);
        long newest = history.search(Search.all()).get(0).id();
        assertThat(kinds(history, Search.all().before(newest)))
            .containsExactly(ServiceKind.SESSION);
        assertThat(history.count(Search.all().most(1))).isEqualTo(new History.Found(2, true));
      }
    }
  }

  private static List<ServiceKind> kinds(History history, Search search) {
    return history.search(search).stream().map(row -> row.service().kind()).toList();
  }

  @ParameterizedTest
  @EnumSource(IdentityForm.class)
  void aSubscriberIsFoundInEachFormAndNotAfterItIsForgotten(IdentityForm form) throws Exception {
    try (Books books =
        new Books(folder, ChargingPolicy.standard(BOTH), LedgerPolicy.DEFAULT, form)) {
      Subject session = session(books);
      session.start();
      Search alice = Search.all().subscriber("sip:alice@home.example");
      try (SqliteHistory history = books.history()) {
        assertThat(history.search(alice)).hasSize(1);
        assertThat(history.search(alice).get(0).who().payer().contains("alice"))
            .isEqualTo(form == IdentityForm.CLEAR);
      }
      Thread erasing =
          new Thread(
              () -> {
                try {
                  books.ledger.forget("sip:alice@home.example");
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      erasing.start();
      while (erasing.isAlive()) {
        books.ledger.tick();
        Thread.onSpinWait();
      }
      session.end();
      try (SqliteHistory history = books.history()) {
        assertThat(history.search(alice)).isEmpty();
        assertThat(history.search(Search.all()).get(0).who().payer()).isEqualTo("erased");
      }
    }
    for (Path file : List.of(folder.resolve("history.db"))) {
      assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
          .doesNotContain("alice");
    }
  }

  @Test
  void theOldestGoWhenTheirTimeIsOver() {
    try (Books books = new Books(folder, OFFLINE)) {
      Subject first = session(books);
      first.start();
      first.end();
      books.pass(Duration.ofDays(29));
      Subject second = session(books);
      second.start();
      second.end();
      books.pass(Duration.ofDays(2));
      assertThat(books.only().row().began())
          .isAfter(Books.at("00:00:00").plus(Duration.ofDays(28)));
    }
  }

  @Test
  void whatComesFasterThanItCanBeWrittenIsCountedAndNoDifference() {
    LedgerPolicy tight = new LedgerPolicy(Duration.ofDays(1), 1L << 30, 8, Duration.ofSeconds(60));
    try (Books books =
        new Books(folder, ChargingPolicy.standard(OFFLINE), tight, IdentityForm.CLEAR)) {
      Subject session = session(books);
      session.start();
      session.messages(3);
      session.end();
      books.ledger.tick();
      assertThat(books.ledger.missed()).isPositive();
      assertThat(books.news).contains("missed " + books.ledger.missed());
    }
  }
}
