package io.tollgate.walk.action;

import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.msrpclient.Received;
import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Media;
import io.tollgate.walk.party.Party;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A message within the session (RFC 4975). */
final class Say extends CallAction {
  /** How it is sent. */
  enum Manner {
    WHOLE,
    CHUNKED,
    /** Failure-Report: no, so that nobody answers. */
    SILENT,
    /** Failure-Report: partial, so that nobody answers what went well. */
    PARTIAL,
    /** Begun and given up. */
    ABORTED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int CHUNK = 100;

  private final Content content;
  private final Manner manner;
  private @Nullable MsrpAgent mine;
  private @Nullable MsrpAgent theirs;
  private Outgoing message = Outgoing.text("");
  private int answersWanted;
  private @Nullable String failure;

  Say(Content content, Manner manner) {
    this.content = content;
    this.manner = manner;
  }

  static Say of(String content, String manner) {
    return new Say(Content.of(content), Manner.valueOf(manner.toUpperCase(Locale.ROOT)));
  }

  @Override
  public String text() {
    return "say " + content.word() + " " + manner.word();
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.isUp()
        && !call.outgoing().owesAck()
        && !call.isSplit()
        && call.agrees()
        && call.of(who).state() == Dialog.State.UP
        && call.otherOf(who).state() == Dialog.State.UP
        && canTalk(call.of(who))
        && canTalk(call.otherOf(who))
        && (manner == Manner.WHOLE || content.body().length() > CHUNK);
  }

  private static boolean canTalk(Dialog dialog) {
    return !dialog.isChanging()
        && dialog.local().contains(Media.on(Media.Kind.MESSAGE))
        && dialog.remote().contains(Media.on(Media.Kind.MESSAGE));
  }

  @Override
  void begin(Call call, Party who) {
    message =
        Outgoing.text(content.body())
            .as(content.type())
            .failureReport(
                switch (manner) {
                  case SILENT -> "no";
                  case PARTIAL -> "partial";
                  case WHOLE, CHUNKED, ABORTED -> "";
                });
    try {
      MsrpAgent to = call.otherOf(who).talk();
      MsrpAgent from = call.of(who).talk();
      mine = from;
      theirs = to;
      int before = from.answers();
      answersWanted = before + send(from);
    } catch (IOException e) {
      failure = e.toString();
    }
  }

  /** Returns how many answers must come. */
  private int send(MsrpAgent from) throws IOException {
    int length = message.body().length;
    if (content == Content.EMPTY) {
      from.request("SEND", "");
      return 1;
    }
    switch (manner) {
      case CHUNKED -> from.send(message.inChunksOf(CHUNK));
      case ABORTED -> {
        from.raw(from.chunk(message, 0, CHUNK, "1-*/" + length, '+'));
        from.raw(from.chunk(message, CHUNK, CHUNK, (CHUNK + 1) + "-*/" + length, '#'));
      }
      case WHOLE, SILENT, PARTIAL -> from.send(message);
    }
    return switch (manner) {
      case WHOLE -> 1;
      case CHUNKED -> (length + CHUNK - 1) / CHUNK;
      case ABORTED -> 2;
      case SILENT, PARTIAL -> 0;
    };
  }

  @Override
  boolean isSettled(Call call, Party who) {
    MsrpAgent from = mine;
    MsrpAgent to = theirs;
    if (failure != null || from == null || to == null) {
      return true;
    }
    if (isOver(call, who)) {
      return true;
    }
    return !from.refusals().isEmpty() || (from.answers() >= answersWanted && hasArrived(to));
  }

  private static boolean isOver(Call call, Party who) {
    return call.of(who).state() == Dialog.State.OVER
        || call.otherOf(who).state() == Dialog.State.OVER;
  }

  private boolean hasArrived(MsrpAgent to) {
    if (content == Content.EMPTY) {
      return true;
    }
    Received received = to.message(message.messageId());
    return received != null
        && (manner == Manner.ABORTED ? received.isAborted() : received.isWhole());
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    MsrpAgent from = mine;
    MsrpAgent to = theirs;
    if (isOver(call, who) || from == null || to == null) {
      if (isAlone()) {
        who.differs("nothing could be said: " + failure);
      }
      call.saidPerhaps();
      return;
    }
    if (failure != null) {
      who.differs("nothing could be said: " + failure);
      return;
    }
    Received received = to.message(message.messageId());
    if (!from.refusals().isEmpty()) {
      who.differs("SEND got " + from.refusals());
    }
    if (received != null && manner != Manner.ABORTED && !received.text().equals(content.body())) {
      who.differs("what was said arrived as " + received.text());
    }
    if (!to.faults().isEmpty() || !from.faults().isEmpty()) {
      who.differs("what was said is broken: " + to.faults() + from.faults());
    }
    if (content.isMessage() && manner != Manner.ABORTED) {
      call.said();
    }
  }
}
