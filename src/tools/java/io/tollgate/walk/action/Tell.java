package io.tollgate.walk.action;

import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.msrpclient.Received;
import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Party;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says something to all who are in. */
final class Tell extends MeetingAction {
  private final Say.Manner manner;
  private final List<MsrpAgent> listening = new ArrayList<>();
  private @Nullable MsrpAgent mine;
  private Outgoing message = Outgoing.text("");
  private int wanted;
  private @Nullable String failure;

  Tell(Say.Manner manner) {
    this.manner = manner;
  }

  private boolean hasArrived(MsrpAgent agent) {
    Received received = agent.message(message.messageId());
    return received != null && received.isWhole();
  }

  @Override
  public String text() {
    return "tell " + manner.word();
  }

  @Override
  boolean isPossible(Stage stage, Meeting conference, Party who) {
    return conference.isIn(who)
        && conference.present().size() > 1
        && conference.present().stream().noneMatch(one -> conference.of(one).isHolding());
  }

  @Override
  void begin(Stage stage, Meeting conference, Party who) {
    String content = manner == Say.Manner.WHOLE ? "hello" : "what takes many words ".repeat(40);
    message =
        Outgoing.cpim(
                who.uri(),
                conference.focus(),
                "text/plain",
                content.getBytes(StandardCharsets.UTF_8))
            .failureReport(manner == Say.Manner.SILENT ? "no" : "");
    try {
      for (Party one : conference.present()) {
        MsrpAgent agent = conference.of(one).talk();
        if (one != who) {
          listening.add(agent);
        }
      }
      MsrpAgent from = conference.of(who).talk();
      mine = from;
      int chunk = manner == Say.Manner.CHUNKED ? 200 : Integer.MAX_VALUE;
      int answers =
          (message.body().length + chunk - 1L) / chunk > 1
              ? (message.body().length + chunk - 1) / chunk
              : 1;
      wanted = from.answers() + (manner == Say.Manner.SILENT ? 0 : answers);
      from.send(message.inChunksOf(chunk));
    } catch (IOException e) {
      failure = e.toString();
    }
  }

  @Override
  boolean isSettled(Stage stage, Meeting conference, Party who) {
    MsrpAgent from = mine;
    return failure != null
        || (from != null && !from.refusals().isEmpty())
        || (from != null
            && from.answers() >= wanted
            && listening.stream().allMatch(agent -> hasArrived(agent)));
  }

  @Override
  void settle(Stage stage, Meeting conference, Party who) {
    MsrpAgent from = mine;
    if (failure != null || from == null) {
      who.differs("nothing could be said: " + failure);
      return;
    }
    if (!from.refusals().isEmpty()) {
      who.differs("SEND got " + from.refusals());
    }
    conference.said();
  }
}
