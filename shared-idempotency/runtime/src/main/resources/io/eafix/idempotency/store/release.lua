-- Frees a claim; the fingerprint and the token stay. KEYS[1] record; ARGV: token
local r = redis.call('HMGET', KEYS[1], 'st', 'tk')
if r[1] ~= 'R' or r[2] ~= ARGV[1] then
  return 'STALE'
end
redis.call('HSET', KEYS[1], 'st', 'F')
redis.call('HDEL', KEYS[1], 'un')
return 'OK'
