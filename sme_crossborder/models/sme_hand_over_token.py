# Lets a hand-over write what nothing else may; an object cannot travel over RPC
HAND_OVER = object()
