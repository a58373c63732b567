package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.lab.cdf.AccountingRecord;
import io.tollgate.lab.cdf.Column;
import io.tollgate.lab.cdf.RecordType;
import io.tollgate.lab.common.LabConfig;
import io.tollgate.lab.ocs.CreditSession;
import io.tollgate.lab.ocs.Units;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the CDF and the OCS were told last is what fifty independent receivers saw, all of them
 * sending at once: over SIP, MSRP and Diameter.
 */
class CountedMessagesIT {
  private static final int PARTICIPANTS = 50;
  private static final int EACH = 8;

  /** Receivers are never given up, and answers always waited for: machines that test are busy. */
  private static final Map<String, String> PATIENT =
      Map.of(
          "conference.invitations-per-second",
          "100000",
          "msrp.patience",
          "1min",
          "msrp.linger",
          "30s",
          "msrp.transaction",
          "5min");

  private final List<Phone> phones = new ArrayList<>();
  private final List<MsrpAgent> agents = new ArrayList<>();
  private ChargedStage stage;
  private PhoneBank bank;
  private Call owners;

  /** A conference of fifty, everybody connected. */
  @BeforeEach
  void everybodyIsThere() throws Exception {
    LabConfig lab = LabConfig.ephemeral().with("ocs.grant.messages", "25");
    stage = new ChargedStage("both", "im", PATIENT, lab);
    bank = new PhoneBank(stage.port()).patience(60);
    for (int i = 0; i < PARTICIPANTS; i++) {
      phones.add(bank.phone("user" + i));
      agents.add(MsrpAgent.onLoopback());
    }
    Phone owner = phones.get(0);
    owners = owner.convene(stage.factory(), phones.stream().skip(1).toArray(Phone[]::new));
    assertThat(owners.status()).isEqualTo(200);
    agents.get(0).agree(owners.answer().body(), true);
    for (int i = 1; i < PARTICIPANTS; i++) {
      Call call = phones.get(i).incoming();
      call.await("ACK");
      agents.get(i).agree(call.invitation().body(), true);
    }
    for (MsrpAgent agent : agents) {
      agent.await(() -> agent.answers() == 1, 60_000, "the answer to the empty SEND");
    }
  }

  @AfterEach
  void stop() {
    agents.forEach(MsrpAgent::close);
    bank.close();
    stage.close();
  }

  @Test
  void everyCopyIsInTheLastRecord() throws Exception {
    sendAtOnce(0);
    for (MsrpAgent agent : agents) {
      agent.awaitMessages((PARTICIPANTS - 1) * EACH);
    }
    AccountingRecord stop = lastRecord();
    long sent = PARTICIPANTS * EACH;
    assertThat(counters(stop))
        .containsExactly(sent, sent, sent * (PARTICIPANTS - 1), sent * (PARTICIPANTS - 1));
    assertThat(used()).isEqualTo(sent);
  }

  @Test
  void whoeverLeavesWhenever() throws Exception {
    int leavers = 15;
    sendAtOnce(leavers);
    Set<String> accepted = new HashSet<>();
    agents.forEach(agent -> accepted.addAll(agent.wholeIds()));
    for (int i = leavers; i < PARTICIPANTS; i++) {
      agents.get(i).awaitMessages(accepted.size() - EACH);
    }
    AccountingRecord stop = lastRecord();
    Set<String> seen = new HashSet<>();
    agents.forEach(agent -> seen.addAll(agent.wholeIds()));
    long copies = agents.stream().mapToLong(agent -> agent.wholeIds().size()).sum();
    long begun = agents.stream().mapToLong(agent -> agent.begun().size()).sum();
    List<Long> counters = counters(stop);
    assertThat(counters.get(0)).as("sent").isEqualTo(seen.size());
    assertThat(counters.get(1)).as("successfully sent").isEqualTo(seen.size());
    assertThat(counters.get(3)).as("successfully exploded").isEqualTo(copies);
    // a copy that was on its way to somebody who had left may have reached nobody
    long unseen = 0;
    for (int i = 0; i < leavers; i++) {
      unseen += seen.size() - agents.get(i).wholeIds().size();
    }
    assertThat(counters.get(2)).as("exploded").isBetween(begun, copies + unseen);
    assertThat(used()).isEqualTo(seen.size());
    for (int i = leavers; i < PARTICIPANTS; i++) {
      assertThat(agents.get(i).wholeIds()).as("seen by %d", i).hasSize(seen.size() - EACH);
    }
  }

  /**
   * Everybody in a thread of their own. Those who leave do so in mid-message: two of three hang up
   * their message connection, the third leaves with a BYE.
   */
  private void sendAtOnce(int leavers) throws Exception {
    Random random = new Random(2);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < PARTICIPANTS; i++) {
      int sender = i;
      byte[] content = new byte[1 + random.nextInt(4000)];
      int chunk = 300 + random.nextInt(3000);
      int last = sender < leavers ? 1 + random.nextInt(EACH - 1) : EACH;
      all.add(
          CompletableFuture.runAsync(
              () -> send(sender, content, chunk, last), task -> new Thread(task).start()));
    }
    for (CompletableFuture<Void> one : all) {
      one.get();
    }
  }

  private void send(int sender, byte[] content, int chunk, int messages) {
    MsrpAgent agent = agents.get(sender);
    try {
      for (int m = 0; m < Math.min(messages, EACH - 1); m++) {
        agent.send(message(sender, content).inChunksOf(chunk));
      }
      if (messages < EACH) {
        agent.raw(agent.chunk(message(sender, content), 0, 30, "1-*/*", '+'));
        leave(sender);
      } else {
        // answered last: nothing of before is still on its way in
        agent.ask(message(sender, content));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void leave(int sender) throws IOException {
    if (sender % 3 == 2) {
      Objects.requireNonNull(phones.get(sender).latest()).bye();
    } else {
      agents.get(sender).hangUp();
    }
  }

  private Outgoing message(int sender, byte[] content) {
    return Outgoing.cpim(phones.get(sender).uri(), owners.remoteTarget(), "text/plain", content);
  }

  /** Everybody leaves; the STOP that the CDF has, when all is quiet. */
  private AccountingRecord lastRecord() throws Exception {
    phones.stream().skip(1).forEach(phone -> Objects.requireNonNull(phone.latest()).bye());
    owners.bye();
    stage.awaitAllClosed();
    for (MsrpAgent agent : agents) {
      agent.awaitDisconnection();
      assertThat(agent.faults()).isEmpty();
    }
    Await.until(() -> stops().size() == 1, "the STOP");
    return stops().get(0);
  }

  private List<AccountingRecord> stops() {
    return stage.records().stream().filter(record -> record.type() == RecordType.STOP).toList();
  }

  /** Sent, successfully sent, exploded, successfully exploded. */
  private static List<Long> counters(AccountingRecord record) {
    return List.of(
        record.number(Column.SENT),
        record.number(Column.SUCCESSFULLY_SENT),
        record.number(Column.EXPLODED),
        record.number(Column.SUCCESSFULLY_EXPLODED));
  }

  /** Messages that the OCS was told of. */
  private long used() {
    return stage.lab.ocs().engine().sessions().stream()
        .map(CreditSession::used)
        .flatMap(used -> used.values().stream())
        .mapToLong(Units::messages)
        .sum();
  }
}
