package io.tollgate.sip.dialog;

class EitherSideCpmIT extends EitherSide {
  EitherSideCpmIT() {
    super("offline", "cpm");
  }
}
