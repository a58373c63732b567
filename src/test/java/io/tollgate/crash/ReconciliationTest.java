package io.tollgate.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge of {@code deploy/crash} sees what it is there for. */
class ReconciliationTest {

  @TempDir private Path lab;

  private final List<SeenCall> seen = new ArrayList<>();
  private final List<String> records =
      new ArrayList<>(List.of("session-id,type,number,t-flag,call-id,sent"));
  private final List<String> credit =
      new ArrayList<>(List.of("session-id,type,number,t-flag,subscribers,groups,result"));

  private void call(boolean wholly, long taken, long offered) {
    seen.add(new SeenCall("c1", "alice", wholly, taken, offered));
  }

  private void charged(String type, long number, String flag, String sent) {
    records.add(String.join(",", "s1", type, "" + number, flag, "c1", sent));
  }

  private void credited(String type, long number, String flag, long messages) {
    credit.add(
        String.join(
            ",",
            "cc1",
            type,
            "" + number,
            flag,
            "sip:alice@127.0.0.1:5060",
            "1||wants|m10o0s0|m" + messages + "o0s0||",
            "2001"));
  }

  private String verdict() throws Exception {
    Files.write(lab.resolve("records.csv"), records);
    Files.write(lab.resolve("credit.csv"), credit);
    return new Reconciliation(seen, lab).toString();
  }

  private void wholeCall(long messages) {
    call(true, messages, messages);
    charged("START", 0, "", "");
    charged("STOP", 1, "", "" + messages);
    credited("INITIAL", 0, "", 0);
    credited("UPDATE", 1, "", messages - 2);
    credited("TERMINATION", 2, "", 2);
  }

  @Test
  void aCallThatIsChargedAsItWasSeenIsClean() throws Exception {
    wholeCall(12);
    assertThat(verdict()).isEqualTo("lost 0 doubled 0 unclosed 0");
  }

  @Test
  void aRepetitionWithTheFlagIsNoDouble() throws Exception {
    wholeCall(12);
    charged("STOP", 1, "T", "12");
    credited("UPDATE", 1, "T", 10);
    assertThat(verdict()).isEqualTo("lost 0 doubled 0 unclosed 0");
  }

  @Test
  void aRepetitionWithoutTheFlagIsOne() throws Exception {
    wholeCall(12);
    charged("STOP", 1, "", "12");
    assertThat(verdict()).isEqualTo("lost 0 doubled 1 unclosed 0");
  }

  @Test
  void anAnsweredCallWithoutASessionIsLost() throws Exception {
    call(true, 0, 0);
    assertThat(verdict()).isEqualTo("lost 1 doubled 0 unclosed 0");
  }

  @Test
  void anAnsweredMessageThatIsNotCountedIsLostAtBothFunctionsAlsoWhenTheCallWasKilled()
      throws Exception {
    call(false, 3, 4);
    charged("START", 0, "", "");
    charged("STOP", 1, "", "2");
    credited("INITIAL", 0, "", 0);
    credited("TERMINATION", 1, "T", 2);
    assertThat(verdict()).isEqualTo("lost 2 doubled 0 unclosed 0");
  }

  @Test
  void aMessageWhoseAnswerDiedMayBeCountedOrNot() throws Exception {
    call(false, 3, 4);
    charged("START", 0, "", "");
    charged("STOP", 1, "", "4");
    credited("INITIAL", 0, "", 0);
    credited("TERMINATION", 1, "T", 3);
    assertThat(verdict()).isEqualTo("lost 0 doubled 0 unclosed 0");
  }

  @Test
  void unitsThatAreReportedAgainUnderAnotherNumberAreDoubled() throws Exception {
    wholeCall(12);
    credited("UPDATE", 3, "", 10);
    assertThat(verdict()).isEqualTo("lost 0 doubled 1 unclosed 0");
  }

  @Test
  void sessionsWithoutAnEndAreUnclosed() throws Exception {
    call(false, 0, 0);
    charged("START", 0, "", "");
    credited("INITIAL", 0, "", 0);
    assertThat(verdict()).isEqualTo("lost 0 doubled 0 unclosed 2");
  }

  @Test
  void aStopWithoutAStartIsLostAndTwoStopsAreDoubled() throws Exception {
    call(false, 0, 0);
    charged("STOP", 1, "", "0");
    charged("STOP", 2, "", "0");
    assertThat(verdict()).isEqualTo("lost 1 doubled 1 unclosed 0");
  }
}
