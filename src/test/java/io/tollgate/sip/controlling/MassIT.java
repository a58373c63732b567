package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.lab.cdf.CallDetail;
import io.tollgate.lab.cdf.Column;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A hundred conferences of fifty: everybody comes at once, and everybody goes at once. */
class MassIT {
  private static final int CONFERENCES = 100;
  private static final int MEMBERS = 50;

  @Test
  void nobodyIsLostAndRecordsAreFew() {
    Map<String, String> settings =
        Map.of(
            "charging.coalesce", "300ms",
            "conference.invitations-per-second", "1000000",
            "conference.max-per-user", "1000");
    try (ChargedStage stage = new ChargedStage("offline", "im", settings);
        PhoneBank bank = new PhoneBank(stage.port()).patience(50)) {
      List<Call> calls = new ArrayList<>();
      List<List<Phone>> members = new ArrayList<>();
      for (int c = 0; c < CONFERENCES; c++) {
        List<Phone> invited = new ArrayList<>();
        for (int m = 1; m < MEMBERS; m++) {
          invited.add(bank.phone("u" + c + "x" + m));
        }
        members.add(invited);
        calls.add(bank.phone("owner" + c).convene(stage.factory(), invited.toArray(Phone[]::new)));
      }
      List<Call> watches = new ArrayList<>();
      for (int c = 0; c < CONFERENCES; c++) {
        assertThat(calls.get(c).status()).isEqualTo(200);
        watches.add(bank.phone("owner" + c).subscribe(calls.get(c).remoteTarget(), 3600));
      }
      for (Call watch : watches) {
        Await.until(() -> isFull(watch), "a conference of " + MEMBERS);
      }
      members.forEach(invited -> invited.forEach(phone -> phone.incoming().bye()));
      calls.forEach(Call::bye);
      stage.awaitAllClosed(CONFERENCES);
      List<CallDetail> bills = stage.lab.cdrs().sessions();
      for (CallDetail bill : bills) {
        List<Long> counts =
            stage.lab.cdrs().records(bill.sessionId()).stream()
                .map(record -> record.number(Column.PARTICIPANTS))
                .toList();
        assertThat(counts.get(0)).isEqualTo(MEMBERS - 1);
        assertThat(counts).contains((long) MEMBERS);
        assertThat(bill.types().size()).isLessThan(MEMBERS);
      }
      watches.forEach(MassIT::hasNoGap);
    }
  }

  /** Each record has all of them: 500 addresses of 60 characters. */
  @Test
  @EnabledIfSystemProperty(named = "tollgate.long", matches = "true")
  void aConferenceOfFiveHundredIsChargedWhole() {
    int members = 500;
    Map<String, String> settings =
        Map.of(
            "charging.coalesce", "0s",
            "conference.invitations-per-second", "1000000",
            "conference.max-participants", Integer.toString(members));
    try (ChargedStage stage = new ChargedStage("offline", "im", settings);
        PhoneBank bank = new PhoneBank(stage.port()).patience(120)) {
      List<Phone> invited = new ArrayList<>();
      for (int m = 1; m < members; m++) {
        Phone phone = bank.phone("somebody-whose-name-takes-some-room-" + (1000 + m));
        assertThat(phone.uri().length()).isGreaterThanOrEqualTo(58);
        invited.add(phone);
      }
      Call call = bank.phone("owner").convene(stage.factory(), invited.toArray(Phone[]::new));
      assertThat(call.status()).isEqualTo(200);
      List<Call> joined = invited.stream().map(Phone::incoming).toList();
      joined.forEach(member -> member.await("ACK"));
      joined.forEach(Call::bye);
      call.bye();
      stage.awaitAllClosed(1);
      CallDetail bill = stage.lab.cdrs().sessions().get(0);
      assertThat(bill.isWhole()).isTrue();
      List<Long> counts =
          stage.lab.cdrs().records(bill.sessionId()).stream()
              .map(record -> record.number(Column.PARTICIPANTS))
              .toList();
      assertThat(counts.get(0)).isEqualTo(members - 1);
      assertThat(counts).contains((long) members);
    }
  }

  private static boolean isFull(Call watch) {
    List<SipText> told = watch.requests("NOTIFY");
    return !told.isEmpty()
        && told.get(told.size() - 1).body().contains("<user-count>" + MEMBERS + "<");
  }

  private static void hasNoGap(Call watch) {
    List<SipText> told = watch.requests("NOTIFY");
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i).body()).contains(" version=\"" + (i + 1) + "\"");
    }
  }
}
