package io.tollgate.sip.dialog;

class EitherSideOnlineIT extends EitherSide {
  EitherSideOnlineIT() {
    super("online", "im");
  }
}
