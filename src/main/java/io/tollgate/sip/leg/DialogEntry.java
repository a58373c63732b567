package io.tollgate.sip.leg;

import io.tollgate.charging.Owner;
import io.tollgate.log.Brief;
import io.tollgate.sip.trust.ChargingVector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ListIterator;
import java.util.UUID;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** What other servers know of one dialog, from before it is confirmed to its end. */
final class DialogEntry {
  private static final Logger LOG = LogManager.getLogger(DialogEntry.class);

  private final DialogBook book;
  private final Owner owner;
  private String icid;
  private @Nullable String id;
  private @Nullable DialogState entered;
  private volatile boolean settled = true;
  private @Nullable Runnable waiting;

  DialogEntry(DialogBook book, Owner owner, SipServletRequest invite) {
    this.book = book;
    this.owner = owner;
    ChargingVector vector = book.isRead() ? ChargingVector.of(invite) : null;
    this.icid = vector == null ? "" : vector.icid();
  }

  /**
   * The dialog that our 2xx to this INVITE will make: its tags are known already.
   *
   * @param known ICID of the call; empty where the INVITE says it, or nobody knows
   */
  void expected(SipServletRequest invite, String known) {
    if (!book.isRead() || entered != null) {
      return;
    }
    if (icid.isEmpty()) {
      icid = known;
    }
    try {
      SipServletResponse answer = invite.createResponse(SipServletResponse.SC_RINGING);
      enter(
          new DialogState(
              invite.getCallId(),
              icid,
              text(answer.getHeader("To")),
              text(invite.getHeader("From")),
              0,
              sequence(invite),
              routes(invite),
              contact(invite),
              text(answer.getHeader("Contact")),
              text(invite.getTransport())));
    } catch (ServletParseException | RuntimeException e) {
      unreadable(invite, e);
    }
  }

  /** The peer's 2xx to our INVITE made the dialog. */
  void made(SipServletResponse accepted) {
    if (!book.isRead()) {
      return;
    }
    try {
      List<String> routes = new ArrayList<>(routes(accepted));
      // RFC 3261 12.1.2: for who asked, the last is the first.
      Collections.reverse(routes);
      SipServletRequest invite = accepted.getRequest();
      enter(
          new DialogState(
              accepted.getCallId(),
              icid,
              text(accepted.getHeader("From")),
              text(accepted.getHeader("To")),
              sequence(accepted),
              0,
              routes,
              contact(accepted),
              invite == null ? "" : text(invite.getHeader("Contact")),
              text(accepted.getTransport())));
    } catch (ServletParseException | RuntimeException e) {
      unreadable(accepted, e);
    }
  }

  /** A request of the peer's that we accepted, or its 2xx to one of ours (RFC 3261 12.2). */
  void refreshed(SipServletMessage message) {
    DialogState known = entered;
    if (known == null) {
      return;
    }
    try {
      String target = contact(message);
      if (!target.isEmpty() && !target.equals(known.target())) {
        boolean ours = message instanceof SipServletResponse;
        long sequence = sequence(message);
        enter(known.movedTo(target, ours ? sequence : 0, ours ? 0 : sequence));
      }
    } catch (ServletParseException | RuntimeException e) {
      unreadable(message, e);
    }
  }

  private void enter(DialogState dialog) {
    entered = dialog;
    if (id == null) {
      id = UUID.randomUUID().toString();
    }
    settled = false;
    book.enter(
        id,
        dialog,
        () -> {
          settled = true;
          owner.execute(this::goOn);
        });
  }

  /** Once others know of the dialog; at once where they do, or where there are none. */
  void whenSettled(Runnable task) {
    if (settled) {
      task.run();
    } else {
      waiting = task;
      book.hurry();
    }
  }

  /**
   * As whenSettled, for what may wait for the commit that comes anyway, and is done in any case
   * when the dialog is ended.
   */
  void onceSettled(Runnable task) {
    if (settled) {
      task.run();
    } else {
      waiting = task;
    }
  }

  boolean isSettled() {
    return settled;
  }

  boolean isWaitedFor() {
    return waiting != null;
  }

  /** What waits, now; before a BYE for example. */
  void goOn() {
    Runnable task = waiting;
    waiting = null;
    if (task != null) {
      task.run();
    }
  }

  void over() {
    waiting = null;
    entered = null;
    String known = id;
    id = null;
    if (known != null) {
      book.strike(known);
    }
  }

  /** The call goes on: should this server die, the peer is told of its end by timers only. */
  private static void unreadable(SipServletMessage message, Exception why) {
    LOG.info("dialog of Call-ID {} not told to others: {}", message.getCallId(), Brief.of(why));
  }

  private static List<String> routes(SipServletMessage message) throws ServletParseException {
    List<String> uris = new ArrayList<>();
    ListIterator<Address> recorded = message.getAddressHeaders("Record-Route");
    while (recorded.hasNext()) {
      uris.add(recorded.next().getURI().toString());
    }
    return uris;
  }

  private static String contact(SipServletMessage message) throws ServletParseException {
    Address contact = message.getAddressHeader("Contact");
    return contact == null || contact.isWildcard() ? "" : contact.getURI().toString();
  }

  private static long sequence(SipServletMessage message) {
    String value = text(message.getHeader("CSeq")).trim();
    int space = value.indexOf(' ');
    return space < 0 ? 0 : Long.parseLong(value.substring(0, space));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
