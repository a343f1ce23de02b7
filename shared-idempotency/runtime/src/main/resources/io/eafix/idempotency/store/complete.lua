-- Stores the answer of a claim.
-- KEYS[1] record; ARGV: token, ttl ms, D or X, status, headers, then the body unless too large or absent
local r = redis.call('HMGET', KEYS[1], 'st', 'tk')
if r[1] ~= 'R' or r[2] ~= ARGV[1] then
  return 'STALE'
end
redis.call('HSET', KEYS[1], 'st', ARGV[3], 'sc', ARGV[4], 'hd', ARGV[5])
if ARGV[6] then
  redis.call('HSET', KEYS[1], 'bd', ARGV[6])
end
redis.call('HDEL', KEYS[1], 'un')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'OK'
