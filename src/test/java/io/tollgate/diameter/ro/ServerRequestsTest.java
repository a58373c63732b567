package io.tollgate.diameter.ro;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.CreditCommands;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.command.Command;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerRequestsTest {
  private final List<String> asked = new ArrayList<>();
  private CreditCommands.Reaction reaction = CreditCommands.Reaction.STARTED;

  @Test
  void aReAuthorisationThatLeadsToAnUpdateIs2002() {
    assertThat(result(Commands.RE_AUTH)).isEqualTo(2002);
    assertThat(asked).containsExactly("re-authorise s 100 null");
  }

  @Test
  void aReAuthorisationDuringAnUpdateIs2001() {
    reaction = CreditCommands.Reaction.UNDER_WAY;
    assertThat(result(Commands.RE_AUTH)).isEqualTo(2001);
  }

  @Test
  void anUnknownSessionIs5002() {
    reaction = CreditCommands.Reaction.UNKNOWN_SESSION;
    assertThat(result(Commands.RE_AUTH)).isEqualTo(5002);
    assertThat(result(Commands.ABORT_SESSION)).isEqualTo(5002);
  }

  @Test
  void anAbortThatIsCarriedOutIs2001() {
    assertThat(result(Commands.ABORT_SESSION)).isEqualTo(2001);
    assertThat(asked).containsExactly("abort s");
  }

  @Test
  void aCommandThatOnlyWeSendIs3001() {
    assertThat(result(Commands.CREDIT_CONTROL)).isEqualTo(3001);
    assertThat(asked).isEmpty();
  }

  private int result(Command command) {
    List<Integer> results = new ArrayList<>();
    Message request =
        new Message(
            Message.REQUEST,
            command.code(),
            4,
            1,
            1,
            new AvpWriter()
                .text(BaseAvps.SESSION_ID, "s")
                .unsigned32(CreditControlAvps.RATING_GROUP, 100)
                .toAvps());
    new ServerRequests(new Commanded(), (peer, state) -> {})
        .onRequest(request, "ocs", (resultCode, more) -> results.add(resultCode));
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private final class Commanded implements CreditCommands {
    @Override
    public void reAuthorise(
        String sessionId,
        @Nullable Long ratingGroup,
        @Nullable Long serviceIdentifier,
        Consumer<Reaction> told) {
      asked.add("re-authorise " + sessionId + " " + ratingGroup + " " + serviceIdentifier);
      told.accept(reaction);
    }

    @Override
    public void abort(String sessionId, Consumer<Reaction> told) {
      asked.add("abort " + sessionId);
      told.accept(reaction);
    }
  }
}
