package io.tollgate.walk.model;

import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Party;
import io.tollgate.walk.party.SipMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One conference as it ought to be: who is asked, who is in, and what it has to cost its initiator.
 *
 * <pre>
 *   action    by                from         to
 *   convene   the host          -            host IN, others ASKED
 *   join      who is ASKED      ASKED        IN; the first one opens it
 *   decline   who is ASKED      ASKED        -; the last one ends what is not open
 *   dial      anybody           -            IN
 *   bring     who is IN         -            ASKED
 *   expel     the host          IN           -
 *   leave     who is IN         IN           -
 * </pre>
 *
 * With fewer than two, asked ones included, it is over.
 */
public final class Meeting {
  private static final Pattern COUNT = Pattern.compile("<user-count>(\\d+)</user-count>");
  private static final int FEWEST = 2;

  private enum Presence {
    ASKED,
    IN
  }

  private static final class Seat {
    private final Dialog dialog;
    private Presence presence;

    Seat(Dialog dialog, Presence presence) {
      this.dialog = dialog;
      this.presence = presence;
    }
  }

  private final Party host;
  private final Dialog hosting;
  private final Map<Party, Seat> seats = new LinkedHashMap<>();
  private final List<Dialog> left = new ArrayList<>();
  private final Set<Party> barred = new HashSet<>();
  private final Set<Party> watchers = new HashSet<>();
  private boolean open;
  private boolean over;
  private int invited;
  private int moves;
  private int said;

  public Meeting(Party host, Dialog hosting) {
    this.host = host;
    this.hosting = hosting;
    seats.put(host, new Seat(hosting, Presence.IN));
  }

  public Party host() {
    return host;
  }

  public Dialog hosting() {
    return hosting;
  }

  /** Its URI, once the host was told. */
  public String focus() {
    return hosting.target();
  }

  public boolean isOpen() {
    return open && !over;
  }

  public boolean isOver() {
    return over;
  }

  public boolean has(Party party) {
    return !over && seats.containsKey(party);
  }

  public boolean isIn(Party party) {
    Seat seat = seats.get(party);
    return isOpen() && seat != null && seat.presence == Presence.IN;
  }

  public boolean isAsked(Party party) {
    Seat seat = seats.get(party);
    return !over && seat != null && seat.presence == Presence.ASKED;
  }

  public Dialog of(Party party) {
    Seat seat = seats.get(party);
    if (seat == null) {
      throw new IllegalStateException(party.name() + " is not in the conference");
    }
    return seat.dialog;
  }

  /** Everybody who is in, and not only asked. */
  public List<Party> present() {
    return seats.entrySet().stream()
        .filter(seat -> seat.getValue().presence == Presence.IN)
        .map(Map.Entry::getKey)
        .toList();
  }

  public List<Party> asked() {
    return seats.entrySet().stream()
        .filter(seat -> seat.getValue().presence == Presence.ASKED)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many were to come at first. */
  public int invited() {
    return invited;
  }

  /** Whoever was sent away may not come by themselves any more. */
  public boolean isBarred(Party party) {
    return barred.contains(party);
  }

  // What happens

  public void asked(Party party, Dialog dialog) {
    barred.remove(party);
    invited += open ? 0 : 1;
    seats.put(party, new Seat(dialog, Presence.ASKED));
  }

  public void joined(Party party) {
    Seat seat = seats.get(party);
    if (seat != null) {
      seat.presence = Presence.IN;
    }
    if (open) {
      moves++;
    }
    open = true;
  }

  public void dialled(Party party, Dialog dialog) {
    seats.put(party, new Seat(dialog, Presence.IN));
    moves++;
  }

  public void declined(Party party) {
    remove(party);
    endIfTooFew();
  }

  public void left(Party party) {
    remove(party);
    watchers.remove(party);
    if (!endIfTooFew()) {
      moves++;
    }
  }

  public void expelled(Party party) {
    left(party);
    barred.add(party);
  }

  /** Something that is charged as a change of it. */
  public void changed() {
    moves++;
  }

  public void said() {
    said++;
  }

  private void remove(Party party) {
    Seat seat = seats.remove(party);
    if (seat != null) {
      left.add(seat.dialog);
    }
  }

  private boolean endIfTooFew() {
    if (willEnd(0)) {
      end();
      return true;
    }
    return false;
  }

  public void end() {
    over = true;
    seats.values().forEach(seat -> left.add(seat.dialog));
    seats.clear();
  }

  /**
   * @param fewer how many more go
   */
  public boolean willEnd(int fewer) {
    int size = seats.size() - fewer;
    boolean nobodyIn = open && present().size() - fewer == 0;
    return size < FEWEST || nobodyIn;
  }

  /** Whoever is in it may hear of its end, or may not any more. */
  public void mayEnd(boolean may) {
    seats.values().forEach(seat -> seat.dialog.mayEnd(may));
  }

  /** All dialogs of those who are out are over, those of who is in are up. */
  public boolean isSettled() {
    return left.stream().allMatch(dialog -> dialog.state() == Dialog.State.OVER)
        && seats.values().stream()
            .allMatch(
                seat ->
                    seat.dialog.isAcknowledged()
                        && (seat.presence == Presence.ASKED
                            || !open
                            || seat.dialog.state() == Dialog.State.UP))
        && (over || watchers.stream().allMatch(this::knowsRoster));
  }

  // Those who watch

  public void watched(Party party) {
    watchers.add(party);
  }

  public boolean isWatching(Party party) {
    return watchers.contains(party);
  }

  private boolean knowsRoster(Party party) {
    return present().size() == told(party);
  }

  /** How many there are by the latest NOTIFY that this one got. */
  public long told(Party party) {
    @Nullable String latest = null;
    for (SipMessage notify : of(party).requests("NOTIFY")) {
      if (notify.body().contains("<user-count>")) {
        latest = notify.body();
      }
    }
    Matcher count = latest == null ? null : COUNT.matcher(latest);
    return count != null && count.find() ? Long.parseLong(count.group(1)) : -1;
  }

  public String views() {
    StringBuilder text = new StringBuilder("conference of " + host.name() + ":");
    seats.forEach(
        (party, seat) ->
            text.append(' ')
                .append(party.name())
                .append(' ')
                .append(seat.presence)
                .append(' ')
                .append(seat.dialog.state()));
    left.forEach(dialog -> text.append(", left ").append(dialog.state()));
    watchers.forEach(
        party -> text.append(", ").append(party.name()).append(" was told ").append(told(party)));
    return text.toString();
  }

  // Its cost

  Cost cost() {
    if (!open) {
      return Cost.of(host.user(), "EVENT", "2");
    }
    return Cost.of(
        host.user(),
        "START( INTERIM){" + moves + "} STOP" + (said == 0 ? "" : " sent " + said),
        (2 + moves) + (said == 0 ? "" : " used " + said));
  }
}
