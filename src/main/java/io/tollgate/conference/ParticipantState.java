package io.tollgate.conference;

/** The life of a participant, from invitation to departure. */
public enum ParticipantState {
  /** The INVITE is out. */
  INVITED,
  /** The device rings. */
  RINGING,
  /** Answered, or asking to come in: the charge is under way, nothing is carried yet. */
  ADMITTING,
  CONNECTED,
  HELD,
  /** We sent BYE; the participant counts until it is answered. */
  LEAVING,
  GONE,
  FAILED;

  /**
   * In the number of participants: of charging records, of the trigger check, and of NOTIFY.
   * Someone who is being admitted is in the number that asks for the admission; NOTIFY speaks of it
   * after that.
   */
  public boolean isAttached() {
    return switch (this) {
      case ADMITTING, CONNECTED, HELD, LEAVING -> true;
      case INVITED, RINGING, GONE, FAILED -> false;
    };
  }

  public boolean isPending() {
    return this == INVITED || this == RINGING;
  }

  public boolean isOver() {
    return this == GONE || this == FAILED;
  }

  boolean canBecome(ParticipantState next) {
    return switch (this) {
      case INVITED -> next == RINGING || next == ADMITTING || next == FAILED;
      case RINGING -> next == ADMITTING || next == FAILED;
      case ADMITTING -> next == CONNECTED || next == LEAVING || next == GONE || next == FAILED;
      case CONNECTED -> next == HELD || next == LEAVING || next == GONE;
      case HELD -> next == CONNECTED || next == LEAVING || next == GONE;
      case LEAVING -> next == GONE;
      case GONE, FAILED -> false;
    };
  }
}
